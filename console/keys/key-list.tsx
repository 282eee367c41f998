import type { KeyAnswer } from "../../shared/contract/key.ts";
import { keyKind } from "../../shared/contract/key-kinds.ts";
import type { Usage } from "../../shared/contract/usage.ts";
import type { Asked } from "../ask.ts";
import { useConsole } from "../room.tsx";
import type { Ending } from "./end-key.tsx";
import { KeyCard } from "./key-card.tsx";
import type { SortedKeys } from "./keys-of.ts";
import { ReplacedKey } from "./replaced-key.tsx";
import { text } from "./text.ts";

type Props = {
  keys: SortedKeys;
  usage: Asked<Usage>;
  now: number;
  show: (key: KeyAnswer) => void;
  edit: (key: KeyAnswer) => void;
  rotate: (key: KeyAnswer) => void;
  end: (key: KeyAnswer, how: Ending) => void;
};

/** An app's keys: those in use, those of extensions, and those that have ended. */
export const KeyList = ({ keys: { live, extensions, ended }, usage, now, show, edit, rotate, end }: Props) => {
  const { openExtensions, session } = useConsole();
  const mayRotate = ({ kind, owner, replacedBy }: KeyAnswer) =>
    replacedBy === null && (!keyKind(kind).isPersonal || owner === session.member.id);
  const counts = usage.is === "ready" ? usage.value : undefined;
  const action = (words: string, name: string, run: () => void) => (
    <button type="button" class="button" aria-label={name} onClick={run}>
      {words}
    </button>
  );
  return (
    <>
      <section class="key-group" aria-labelledby="live-keys">
        <h2 id="live-keys">{text.live}</h2>
        {usage.is === "failed" && <p class="failure">{text.usageFailed}</p>}
        {live.length === 0 && (
          <div class="empty-state">
            <h3>{text.none}</h3>
            <p>{text.noneText}</p>
          </div>
        )}
        <ul class="key-cards">
          {live.map(({ key, old }) => (
            <KeyCard
              key={key.id}
              of={key}
              now={now}
              usage={counts}
              actions={
                <>
                  {key.shownAgain && action(text.show, text.showOf(key.name), () => show(key))}
                  {!keyKind(key.kind).roles && action(text.edit, text.editOf(key.name), () => edit(key))}
                  {mayRotate(key) && action(text.rotate, text.rotateOf(key.name), () => rotate(key))}
                  {action(text.revoke, text.revokeOf(key.name), () => end(key, "revoke"))}
                </>
              }
            >
              {old && <ReplacedKey old={old} now={now} finish={() => end(old, "finish")} />}
            </KeyCard>
          ))}
        </ul>
      </section>
      {extensions.length > 0 && (
        <section class="key-group" aria-labelledby="extension-keys">
          <h2 id="extension-keys">{text.extensions}</h2>
          <p class="fine">
            {text.extensionsText}{" "}
            <button type="button" class="button" aria-haspopup="dialog" onClick={openExtensions}>
              {text.extensionsOpen}
            </button>
          </p>
          <ul class="key-cards">
            {extensions.map((key) => (
              <KeyCard key={key.id} of={key} now={now} usage={counts} />
            ))}
          </ul>
        </section>
      )}
      {ended.length > 0 && (
        <details class="key-group ended-keys">
          <summary>
            <h2>{text.ended(ended.length)}</h2>
          </summary>
          <p class="fine">{text.endedText}</p>
          <ul class="key-cards">
            {ended.map((key) => (
              <KeyCard
                key={key.id}
                of={key}
                now={now}
                actions={action(text.remove, text.removeOf(key.name), () => end(key, "remove"))}
              />
            ))}
          </ul>
        </details>
      )}
    </>
  );
};
