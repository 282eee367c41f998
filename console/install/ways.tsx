import { useRef, useState } from "preact/hooks";
import type { AppAnswer } from "../../shared/contract/app.ts";
import { hrefOf } from "../address.ts";
import { useConsole } from "../room.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { npmModule, policyLines, RECIPES, type RecipeName, scriptTag, TOKEN_IN_PAGE } from "./recipes.ts";
import { text } from "./text.ts";

const Code = ({ code, what }: { code: string; what: string }) => (
  <div class="code-block">
    {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard */}
    <pre tabIndex={0}>{code}</pre>
    <CopyButton value={code} what={what} />
  </div>
);

const BackEnd = ({ app }: { app: AppAnswer }) => {
  const [language, setLanguage] = useState<RecipeName>("Node.js");
  return (
    <>
      <p>{app.mode === "private" ? text.ways.backEnd : text.ways.backEndPublic}</p>
      <label class="recipe-choice">
        {text.ways.recipe}
        <select
          class="select"
          value={language}
          onChange={({ currentTarget }) => setLanguage(currentTarget.value as RecipeName)}
        >
          {Object.keys(RECIPES).map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      <Code code={`EARSHOT_APP=${app.id}\nEARSHOT_SIGNING_SECRET=…`} what={text.ways.environment} />
      <p class="fine">
        {text.ways.secret}{" "}
        <a class="link" href={hrefOf("keys", [], { app: app.id })}>
          {text.ways.secretLink}
        </a>
      </p>
      <Code code={RECIPES[language]} what={text.ways.token} />
      <p>{text.ways.inPage}</p>
      <Code code={TOKEN_IN_PAGE} what={text.ways.inPageCode} />
    </>
  );
};

type Way = keyof typeof text.ways.tabs;
const WAYS: readonly Way[] = ["script", "npm", "extension", "backEnd", "policy"];

type Props = {
  app: AppAnswer;
  /** The text of the key that was made here, for the only time. */
  keyText: string | undefined;
  makeKey: () => void;
};

/** The ways into a site, each to copy. */
export const Ways = ({ app, keyText, makeKey }: Props) => {
  const { openExtensions } = useConsole();
  const [way, setWay] = useState<Way>("script");
  const tabs = useRef<HTMLDivElement>(null);
  const key = keyText ?? "ear_pub_…";
  const onKey = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const next = WAYS.at((WAYS.indexOf(way) + step) % WAYS.length) ?? way;
    setWay(next);
    tabs.current?.querySelector<HTMLElement>(`#way-${next}`)?.focus();
  };
  const keyHere = keyText ? (
    <p class="said">{text.ways.keyMade}</p>
  ) : (
    <p class="key-here">
      {text.ways.keyNeeded}{" "}
      <button type="button" class="button" onClick={makeKey}>
        {text.ways.makeKey}
      </button>
    </p>
  );
  return (
    <section class="panel ways" aria-labelledby="ways">
      <h2 id="ways">{text.ways.title}</h2>
      <div class="tabs" role="tablist" aria-label={text.ways.title} ref={tabs} onKeyDown={onKey}>
        {WAYS.map((one) => (
          <button
            key={one}
            id={`way-${one}`}
            type="button"
            role="tab"
            class="tab"
            aria-selected={one === way}
            aria-controls="way"
            tabIndex={one === way ? 0 : -1}
            onClick={() => setWay(one)}
          >
            {text.ways.tabs[one]}
          </button>
        ))}
      </div>
      <div id="way" class="way" role="tabpanel" aria-labelledby={`way-${way}`}>
        {way === "script" && (
          <>
            <p>{text.ways.script}</p>
            <Code code={scriptTag(location.origin, key)} what={text.ways.scriptCode} />
            {keyHere}
          </>
        )}
        {way === "npm" && (
          <>
            <p>{text.ways.npm}</p>
            <Code code={npmModule(location.origin, key)} what={text.ways.npmCode} />
            {keyHere}
          </>
        )}
        {way === "extension" && (
          <>
            <p>{text.ways.extension}</p>
            <p>
              <button type="button" class="button" aria-haspopup="dialog" onClick={openExtensions}>
                {text.ways.extensionOpen}
              </button>
            </p>
          </>
        )}
        {way === "backEnd" && <BackEnd app={app} />}
        {way === "policy" && (
          <>
            <p>{text.ways.policy}</p>
            <Code code={policyLines(location.origin)} what={text.ways.policyCode} />
          </>
        )}
      </div>
    </section>
  );
};
