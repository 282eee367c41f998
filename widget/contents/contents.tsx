import { type Part as Name, PARTS } from "../../shared/capture/payload.ts";
import { VERSION } from "../../shared/capture/version.ts";
import type { Flow, FlowState } from "../flow.ts";
import type { Texts } from "../text.ts";
import type { View } from "../ui/view.ts";
import css from "./contents.css?inline";

export { css };

const NAMES = {
  address: "partAddress",
  title: "partTitle",
  browser: "partBrowser",
  site: "partSite",
  picture: "partPicture",
  element: "partElement",
} satisfies Record<Name, keyof Texts>;

/** Every value of the submission that the user did not write, in the words of the submission. */
const valuesOf = (
  { page, site, picture, words, settings }: FlowState,
  picturesValue: string,
): Record<Name, string[]> => {
  const { userAgent, language, timezone, viewport, referrer } = page.browser;
  const size = viewport && `${viewport.width} × ${viewport.height} @ ${viewport.devicePixelRatio}`;
  const metadata = Object.entries(site.metadata ?? {}).map(([name, value]) => `${name}: ${value}`);
  const given = (values: (string | undefined)[]) =>
    values.filter((value) => value !== undefined && value !== "") as string[];
  return {
    address: given([page.url]),
    title: given([page.title]),
    browser: given([userAgent, given([language, timezone, size]).join(", "), referrer]),
    site: given([settings.mode === "private" ? undefined : site.name, site.tags?.join(", "), ...metadata]),
    picture: picture.state === "ready" ? [picturesValue] : [],
    element: given([words.element?.text, words.element?.selector]),
  };
};

const leaveOut = (flow: Flow, part: Name, out: boolean): void => {
  const leftOut = new Set(flow.state.leftOut);
  if (out) leftOut.add(part);
  else leftOut.delete(part);
  flow.set({ leftOut });
};

/** What goes along with the words, item by item, each of which the user may keep. */
export const Part = ({ state, flow, say, form }: View) => {
  const values = valuesOf(state, say("partPictureValue"));
  return (
    <div class="contents" ref={(list) => list?.parentElement?.scrollIntoView({ block: "start" })}>
      <p class="note">{say("contentsNote")}</p>
      <ul>
        {PARTS.filter((part) => values[part].length > 0).map((part) => (
          <li key={part}>
            <label>
              <input
                type="checkbox"
                aria-labelledby={`${part}-name`}
                aria-describedby={`${part}-values`}
                checked={!state.leftOut.has(part)}
                onChange={(event) => leaveOut(flow, part, !event.currentTarget.checked)}
              />
              <span>
                <b id={`${part}-name`}>{say(NAMES[part])}</b>
                <span id={`${part}-values`}>
                  {values[part].map((value) => (
                    <small key={value} dir="auto">
                      {value}
                    </small>
                  ))}
                </span>
              </span>
            </label>
          </li>
        ))}
      </ul>
      <p class="note">{say("contentsForm", { form: `${form} ${VERSION}` })}</p>
    </div>
  );
};
