import type { RefObject } from "preact";
import type { RemovedMember } from "../../shared/contract/member.ts";
import { hrefOf } from "../address.ts";
import { TEXT_OF_MEMBERS } from "./text.ts";

const text = TEXT_OF_MEMBERS.remove;

type KeysLeftProps = {
  left: RemovedMember;
  heading: RefObject<HTMLHeadingElement | null>;
  close: () => void;
};

/** The keys that somebody who was removed may still know, each with the way to where it is rotated. */
export const KeysLeft = ({ left: { member, keys }, heading, close }: KeysLeftProps) => (
  <section class="panel keys-left" aria-labelledby="keys-left">
    <h2 id="keys-left" ref={heading} tabIndex={-1}>
      {keys.length > 0 ? text.keysTitle(member.name) : text.done(member.name)}
    </h2>
    <p>{keys.length > 0 ? text.keysText : text.keysNone}</p>
    {keys.length > 0 && (
      <ul>
        {keys.map((key) => (
          <li key={key.id}>
            <span>
              <bdi>{key.name}</bdi> <code>{key.hint}</code>
              <span class="fine">
                <bdi>{key.app.name}</bdi> · {key.because.map((because) => text.because[because]).join(", ")}
              </span>
            </span>
            <a class="button" href={hrefOf("keys", [], { app: key.app.id })}>
              {text.rotate(key.name)}
            </a>
          </li>
        ))}
      </ul>
    )}
    <div>
      <button type="button" class="button" onClick={close}>
        {text.close}
      </button>
    </div>
  </section>
);
