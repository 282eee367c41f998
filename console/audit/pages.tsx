import { useState } from "preact/hooks";
import type { AuditEntryAnswer } from "../../shared/contract/audit.ts";
import type { Page } from "../api.ts";
import { useDoing } from "../ask.ts";
import { Failure } from "../ui/failure.tsx";
import { MoreButton } from "../ui/more-button.tsx";
import { csvOfEntries } from "./csv.ts";
import { Entries } from "./entries.tsx";
import type { Names } from "./names.ts";
import { text } from "./text.ts";

const save = (csv: string) => {
  const address = URL.createObjectURL(new Blob([csv], { type: "text/csv" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = text.csvName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000); // the browser reads it after the click
};

type PagesProps = {
  first: Page<AuditEntryAnswer>;
  names: Names;
  /** Asks for the page after this one. */
  next: (cursor: string) => Promise<Page<AuditEntryAnswer>>;
};

/** The entries from the first page on, older ones by a button. What comes after it is gone, for another look, is left alone. */
export const Pages = ({ first, names, next }: PagesProps) => {
  const [pages, setPages] = useState([first]);
  const more = useDoing();
  const entries = pages.flatMap(({ data }) => data);
  const cursor = pages.at(-1)?.nextCursor ?? null;
  const load = async (from: string) => {
    const page = await next(from);
    setPages((before) => [...before, page]);
  };
  return (
    <>
      <Entries entries={entries} names={names} />
      <Failure error={more.error} />
      <div class="form-actions">
        {cursor !== null && (
          <MoreButton words={text.older} busy={more.busy} load={() => void more.run(() => load(cursor))} />
        )}
        <button type="button" class="button" onClick={() => save(csvOfEntries(entries, names))}>
          {text.csv}
        </button>
      </div>
    </>
  );
};
