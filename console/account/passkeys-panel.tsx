import { useRef, useState } from "preact/hooks";
import type { Passkey, Passkeys } from "../../shared/contract/passkey.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import type { SignInWays } from "../../shared/contract/session.ts";
import { useAsked } from "../ask.ts";
import { useConsole } from "../room.tsx";
import { hasPasskeys } from "../session/passkey.ts";
import { Confirm } from "../ui/confirm.tsx";
import { Shown } from "../ui/room-page.tsx";
import { TimeAgo } from "../ui/time-ago.tsx";
import { useNow } from "../ui/use-now.ts";
import { AddPasskeyForm } from "./add-passkey-form.tsx";
import { TEXT_OF_ACCOUNT } from "./text.ts";

const text = TEXT_OF_ACCOUNT.passkeys;

/** The passkeys one signs in with: added, listed, removed. */
export const PasskeysPanel = () => {
  const { api, now } = useConsole();
  const [asked, again, set] = useAsked(async (signal) => {
    const [{ data }, ways] = await Promise.all([
      api.ask<Passkeys>(ROUTES.passkeys, { signal }),
      api.ask<SignInWays>(ROUTES.signIn, { signal }),
    ]);
    return { all: data, isServed: ways.passkeys };
  }, []);
  const [removing, setRemoving] = useState<Passkey>();
  const [said, setSaid] = useState("");
  const heading = useRef<HTMLHeadingElement>(null);
  const time = useNow(now);
  const isHere = hasPasskeys();
  const keep = (all: Passkey[], done: string) => {
    if (asked.is === "ready") set({ ...asked.value, all });
    setSaid(done);
  };
  const remove = async (passkey: Passkey, all: Passkey[]) => {
    await api.tell(ROUTES.passkey, { method: "DELETE", path: { id: passkey.id } });
    const rest = all.filter(({ id }) => id !== passkey.id);
    keep(rest, text.removed(passkey.name));
  };
  return (
    <section class="panel" aria-labelledby="passkeys">
      <h2 id="passkeys" ref={heading} tabIndex={-1}>
        {text.title}
      </h2>
      <p class="fine">{text.text}</p>
      <Shown asked={asked} again={again} failed={text.failed} lines={2}>
        {({ all, isServed }) => (
          <>
            {all.length === 0 && <p>{text.none}</p>}
            <ul class="own-list">
              {all.map((passkey) => (
                <li key={passkey.id}>
                  <span>
                    <bdi>{passkey.name}</bdi>
                    <span class="fine">
                      {text.made} <TimeAgo at={passkey.createdAt} now={time} />,{" "}
                      {passkey.lastUsedAt ? text.used : text.unused}{" "}
                      {passkey.lastUsedAt && <TimeAgo at={passkey.lastUsedAt} now={time} />}
                    </span>
                  </span>
                  <button
                    type="button"
                    class="button"
                    aria-label={text.removeOf(passkey.name)}
                    onClick={() => setRemoving(passkey)}
                  >
                    {text.remove}
                  </button>
                </li>
              ))}
            </ul>
            {isServed && isHere ? (
              <AddPasskeyForm added={(passkey) => keep([...all, passkey], text.added(passkey.name))} />
            ) : (
              <p class="fine">{isServed ? text.noBrowser : text.noServer}</p>
            )}
            {removing && (
              <Confirm
                title={text.sure}
                action={text.remove}
                run={() => remove(removing, all)}
                closed={() => {
                  setRemoving(undefined);
                  heading.current?.focus();
                }}
              >
                <p>
                  <bdi>{removing.name}</bdi>
                </p>
                <p>{text.sureText}</p>
              </Confirm>
            )}
          </>
        )}
      </Shown>
      <p class="done" role="status">
        {said}
      </p>
    </section>
  );
};
