import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { explain, isSignedOut } from "../explain.ts";
import { useConsole } from "../room.tsx";
import { TEXT } from "../text.ts";
import { Icon } from "../ui/icon.tsx";
import { Notice } from "../ui/notice.tsx";
import { useNow } from "../ui/use-now.ts";
import { ConnectForm } from "./connect-form.tsx";
import { Connected, OpenCode } from "./connected.tsx";
import { useExtensions } from "./use-extensions.ts";

const text = TEXT.extensions;

/** Connects people's browser extensions, and ends what is connected. Escape closes it; the focus goes back to its button. */
export const ExtensionsDialog = ({ close }: { close: () => void }) => {
  const { api, now, refreshMs, signedOut } = useConsole();
  const [state, load] = useExtensions(api, refreshMs, signedOut);
  const [said, setSaid] = useState<{ text: string; failed: boolean }>();
  const time = useNow(now);
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close(); // when it goes by the browser's way back, the focus goes back to its button too
  }, []);
  const tellClosed = () => dialog.current && close(); // told a moment later: it may be gone by then

  /** Ends one of the list: it goes from under the focus, which goes to the title. */
  const end = async (work: Promise<void>, sentence: string) => {
    try {
      await work;
      setSaid({ text: sentence, failed: false });
      title.current?.focus();
    } catch (error) {
      if (isSignedOut(error)) return signedOut();
      setSaid({ text: explain(error), failed: true });
    }
    await load();
  };
  const apps = state.is === "ready" ? state.apps : [];
  const appName = (id: string) => (apps.length > 1 ? apps.find((app) => app.id === id)?.name : undefined);
  return (
    <dialog ref={dialog} class="sheet connections" aria-labelledby="extensions-title" onClose={tellClosed}>
      <div class="sheet-head">
        <h2 id="extensions-title" ref={title} tabIndex={-1}>
          {text.title}
        </h2>
        {/* Closed by the element itself: only then does focus go back to the button that opened it. */}
        <button type="button" class="icon-button" aria-label={text.close} onClick={() => dialog.current?.close()}>
          <Icon name="close" />
        </button>
      </div>
      <p class="fine">{text.intro}</p>
      <p class={said?.failed ? "failure" : "said"} role="status">
        {said?.text}
      </p>
      {state.is === "failed" && <Notice title={text.failed} error={state.error} retry={() => void load()} />}
      {state.is === "ready" && (
        <>
          <ConnectForm
            apps={apps.filter(({ mode }) => mode === "public")}
            connect={async (wanted) => {
              const made = await api.extensions.connect(wanted);
              setSaid(undefined);
              void load();
              return made;
            }}
          />
          {state.codes.length > 0 && (
            <section aria-labelledby="open-codes">
              <h3 id="open-codes">{text.open}</h3>
              <ul class="ends">
                {state.codes.map((code) => (
                  <OpenCode
                    key={code.id}
                    code={code}
                    appName={appName}
                    cancel={() => void end(api.extensions.cancel(code.id), text.cancelled(code.name))}
                  />
                ))}
              </ul>
            </section>
          )}
          <section aria-labelledby="connected">
            <h3 id="connected">{text.connected}</h3>
            {state.keys.length === 0 && <p class="fine">{text.nobody}</p>}
            <ul class="ends">
              {state.keys.map((key) => (
                <Connected
                  key={key.id}
                  connected={key}
                  appName={appName}
                  now={time}
                  revoke={() => void end(api.extensions.revoke(key.id), text.revoked(key.name))}
                />
              ))}
            </ul>
          </section>
        </>
      )}
    </dialog>
  );
};
