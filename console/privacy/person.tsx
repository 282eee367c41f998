import { useState } from "preact/hooks";
import type { CustomerAnswer, ErasedAnswer } from "../../shared/contract/customer.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import { hrefOf } from "../address.ts";
import { isVisible } from "../format/is-visible.ts";
import { useConsole } from "../room.tsx";
import { Confirm } from "../ui/confirm.tsx";
import { TimeAgo } from "../ui/time-ago.tsx";
import type { Receipt } from "./receipt.ts";
import { TEXT_OF_PRIVACY } from "./text.ts";

const text = TEXT_OF_PRIVACY.person;
const FORMATS = { csv: "CSV", ndjson: "NDJSON" } as const;

type PersonProps = {
  person: CustomerAnswer;
  /** What the app is called. */
  app: string;
  now: number;
  erased: (receipt: Receipt) => void;
  /** Once the question whether to erase is closed, whatever was answered. */
  asked: () => void;
};

/** What people call them: by name, else by address, else by the host's id. */
const called = ({ name, email, sub, id }: CustomerAnswer): string =>
  [name, email, sub].find((known) => known && isVisible(known)) ?? id;

/** What they are asked for by before they are erased: what is surest. */
const surest = ({ name, email, sub, id }: CustomerAnswer): string =>
  [email, name, sub].find((known) => known && isVisible(known)) ?? id;

/** One person in one app: what is known of them, to take along or to erase. */
export const Person = ({ person, app, now, erased, asked }: PersonProps) => {
  const { api, session, now: clock } = useConsole();
  const [asking, setAsking] = useState(false);
  const who = called(person);
  const erase = async () => {
    const answer = await api.ask<ErasedAnswer>(ROUTES.customer, {
      method: "DELETE",
      path: { id: person.id },
      query: { erase: true },
    });
    erased({
      ...answer,
      id: person.id,
      at: new Date(clock()).toISOString(),
      by: session.member.name,
      organization: session.organization.name,
      app,
    });
  };
  return (
    <li class="person">
      <h3>
        <bdi>{who}</bdi>
      </h3>
      <dl class="known">
        {person.email && person.email !== who && (
          <div>
            <dt>{text.email}</dt>
            <dd dir="auto">{person.email}</dd>
          </div>
        )}
        {person.sub && person.sub !== who && (
          <div>
            <dt>{text.sub}</dt>
            <dd dir="auto">{person.sub}</dd>
          </div>
        )}
        <div>
          <dt>{text.app}</dt>
          <dd dir="auto">{app}</dd>
        </div>
        <div>
          <dt>{text.feedback}</dt>
          <dd>{person.feedbackCount}</dd>
        </div>
        {(["addedAt", "firstSeenAt", "lastSeenAt"] as const).map((when) => {
          const at = person[when];
          // Who was added before they sent anything was seen for the first time when they were added.
          if (at === null || (when === "firstSeenAt" && at === person.addedAt)) return null;
          return (
            <div key={when}>
              <dt>{text[when]}</dt>
              <dd>
                <TimeAgo at={at} now={now} />
              </dd>
            </div>
          );
        })}
      </dl>
      <div class="person-actions">
        <a class="link" href={hrefOf("inbox", [], { customer: person.id })}>
          {text.show}
        </a>
        {Object.entries(FORMATS).map(([format, name]) => (
          <a
            key={format}
            class="link"
            download=""
            href={api.urlOf(ROUTES.export, { query: { customer: person.id, format } })}
          >
            {text.exportAs(name)}
          </a>
        ))}
        <button type="button" class="button danger" aria-label={text.eraseOf(who)} onClick={() => setAsking(true)}>
          {text.erase}
        </button>
      </div>
      {asking && (
        <Confirm
          title={TEXT_OF_PRIVACY.erase.title}
          action={TEXT_OF_PRIVACY.erase.action}
          byName={surest(person)}
          run={erase}
          closed={() => {
            setAsking(false);
            asked();
          }}
        >
          <p>{TEXT_OF_PRIVACY.erase.what(person.feedbackCount, app)}</p>
          <p>{TEXT_OF_PRIVACY.erase.cannot}</p>
        </Confirm>
      )}
    </li>
  );
};
