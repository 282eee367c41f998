import { useState } from "preact/hooks";
import { ROUTES } from "../../shared/contract/routes.ts";
import type { NewSigningSecret, SigningSecretList } from "../../shared/contract/signing-secret.ts";
import { useAsked, useDoing } from "../ask.ts";
import { useConsole } from "../room.tsx";
import { TEXT } from "../text.ts";
import { Confirm } from "../ui/confirm.tsx";
import { Failure } from "../ui/failure.tsx";
import { Shown } from "../ui/room-page.tsx";
import { ShownOnce } from "../ui/shown-once.tsx";
import { TimeAgo } from "../ui/time-ago.tsx";
import { text } from "./text.ts";

const MOST = 2;

/** The secrets that user tokens are signed with: two while one replaces the other. */
export const SigningSecrets = ({ app, now }: { app: string; now: number }) => {
  const { api } = useConsole();
  const place = { path: { id: app } };
  const [asked, again] = useAsked(
    (signal) => api.ask<SigningSecretList>(ROUTES.signingSecrets, { ...place, signal }),
    [app],
  );
  const [made, setMade] = useState<NewSigningSecret>();
  const [retiring, setRetiring] = useState<string>();
  const doing = useDoing();
  const add = () =>
    void doing.run(async () => {
      setMade(await api.ask<NewSigningSecret>(ROUTES.signingSecrets, { ...place, method: "POST" }));
      await again();
    });
  return (
    <section class="panel" aria-labelledby="signing-secrets">
      <h2 id="signing-secrets">{text.secrets.title}</h2>
      <p class="fine">{text.secrets.text}</p>
      {made && (
        <ShownOnce secret={made.secret} what={text.secrets.what}>
          {text.secrets.shown} <code>{made.id}</code>
        </ShownOnce>
      )}
      <Shown asked={asked} again={again} failed={text.secrets.failed} lines={2}>
        {({ data }) => (
          <>
            {data.length === 0 && <p>{text.secrets.none}</p>}
            <ul class="secrets">
              {data.map(({ id, createdAt, lastUsedAt }) => (
                <li key={id}>
                  <div>
                    <code>
                      {text.secrets.kid} {id}
                    </code>
                    <p class="fine">
                      {text.created} <TimeAgo at={createdAt} now={now} /> ·{" "}
                      {lastUsedAt === null ? (
                        text.neverUsed
                      ) : (
                        <>
                          {text.used} <TimeAgo at={lastUsedAt} now={now} />
                        </>
                      )}
                    </p>
                  </div>
                  <button
                    type="button"
                    class="button"
                    aria-label={text.secrets.retireOf(id)}
                    onClick={() => setRetiring(id)}
                  >
                    {text.secrets.retire}
                  </button>
                </li>
              ))}
            </ul>
            <Failure error={doing.error} />
            <div class="form-actions">
              <button type="button" class="button" disabled={doing.busy || data.length >= MOST} onClick={add}>
                {doing.busy ? TEXT.working : text.secrets.add}
              </button>
              {data.length >= MOST && <span class="fine">{text.secrets.most}</span>}
            </div>
          </>
        )}
      </Shown>
      {retiring !== undefined && (
        <Confirm
          title={text.secrets.retireTitle}
          action={text.secrets.retireAction}
          byName={retiring}
          closed={() => setRetiring(undefined)}
          run={async () => {
            await api.tell(ROUTES.signingSecret, { method: "DELETE", path: { id: app, secretId: retiring } });
            if (made?.id === retiring) setMade(undefined);
            await again();
          }}
        >
          <p>{text.secrets.retireText}</p>
        </Confirm>
      )}
    </section>
  );
};
