import { useRef, useState } from "preact/hooks";
import type { AppAnswer } from "../../shared/contract/app.ts";
import type { CustomerAnswer } from "../../shared/contract/customer.ts";
import { LIMITS } from "../../shared/contract/limits.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import type { Page } from "../api.ts";
import { useDoing } from "../ask.ts";
import { useConsole } from "../room.tsx";
import { TEXT } from "../text.ts";
import { Failure } from "../ui/failure.tsx";
import { TextField } from "../ui/text-field.tsx";
import { useNow } from "../ui/use-now.ts";
import { Person } from "./person.tsx";
import type { Receipt } from "./receipt.ts";
import { ReceiptView } from "./receipt-view.tsx";
import { TEXT_OF_PRIVACY } from "./text.ts";

const text = TEXT_OF_PRIVACY.find;

type Found = { people: CustomerAnswer[]; isAll: boolean };

/** Looks a person up. What is looked for stands in no address: it would stay in the browser's history. */
export const FindPerson = ({ apps }: { apps: readonly AppAnswer[] }) => {
  const { api, now } = useConsole();
  const [words, setWords] = useState("");
  const [found, setFound] = useState<Found>();
  const [receipts, setReceipts] = useState<Receipt[]>([]);
  const doing = useDoing();
  const time = useNow(now);
  const heading = useRef<HTMLHeadingElement>(null);
  const isNew = useRef(false);

  const find = (event: Event) => {
    event.preventDefault();
    const q = words.trim();
    if (!q) return;
    void doing.run(async () => {
      const page = await api.ask<Page<CustomerAnswer>>(ROUTES.customers, { query: { q } });
      setFound({ people: page.data, isAll: page.nextCursor === null });
    });
  };
  const erased = (receipt: Receipt) => {
    isNew.current = true;
    setReceipts((all) => [receipt, ...all]);
  };
  /** The person's row goes once the question is closed, and the reader is led to the receipt. */
  const asked = () => {
    if (!isNew.current) return;
    isNew.current = false;
    const gone = new Set(receipts.map(({ id }) => id));
    setFound((shown) => shown && { ...shown, people: shown.people.filter(({ id }) => !gone.has(id)) });
    heading.current?.focus();
  };

  return (
    <section class="panel" aria-labelledby="find-person">
      <h2 id="find-person">{text.title}</h2>
      <p class="fine">{text.text}</p>
      <form class="find-form" onSubmit={find}>
        <TextField
          label={text.field}
          type="search"
          dir="auto"
          value={words}
          maxLength={LIMITS.searchText}
          autoComplete="off"
          spellcheck={false}
          write={setWords}
        />
        <button type="submit" class="button primary" disabled={doing.busy || !words.trim()}>
          {doing.busy ? TEXT.working : text.action}
        </button>
      </form>
      <Failure error={doing.error} />
      {receipts.map((receipt, at) => (
        <ReceiptView key={receipt.id} receipt={receipt} heading={at === 0 ? heading : { current: null }} />
      ))}
      <p class="fine" role="status">
        {found && found.people.length > 0 && text.found(found.people.length)}
      </p>
      {found && found.people.length === 0 && receipts.length === 0 && (
        <div class="empty-state">
          <h3>{text.nobody}</h3>
          <p>{text.nobodyText}</p>
        </div>
      )}
      {found && found.people.length > 0 && (
        <>
          <ul class="people">
            {found.people.map((person) => (
              <Person
                key={person.id}
                person={person}
                app={apps.find(({ id }) => id === person.app)?.name ?? person.app}
                now={time}
                erased={erased}
                asked={asked}
              />
            ))}
          </ul>
          {!found.isAll && <p class="fine">{text.more(found.people.length)}</p>}
          {new Set(found.people.map(({ app }) => app)).size > 1 && <p class="fine">{text.eachApp}</p>}
        </>
      )}
    </section>
  );
};
