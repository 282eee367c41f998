import { useState } from "preact/hooks";
import type { AuditEntryAnswer } from "../../shared/contract/audit.ts";
import { AUDIT_ACTIONS } from "../../shared/contract/audit-actions.ts";
import type { MemberAnswer } from "../../shared/contract/member.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import { go, hrefOf } from "../address.ts";
import type { Page } from "../api.ts";
import { useAsked, useDoing } from "../ask.ts";
import { useConsole } from "../room.tsx";
import { TEXT } from "../text.ts";
import { Choose } from "../ui/choose.tsx";
import { Failure } from "../ui/failure.tsx";
import { Shown } from "../ui/room-page.tsx";
import { actionInWords } from "./actions.ts";
import { csvOf } from "./csv.ts";
import { Entries } from "./entries.tsx";
import { detailsOf, type Names, whoDid } from "./names.ts";
import { text } from "./text.ts";

const DAY_MS = 24 * 3_600_000;

const save = (entries: readonly AuditEntryAnswer[], names: Names) => {
  const { when, who, what, details } = text.column;
  const rows = entries.map((entry) => [
    entry.at,
    whoDid(entry, names).name,
    actionInWords(entry.action),
    [`${entry.subject.type} ${entry.subject.id}`, detailsOf(entry)].filter(Boolean).join(" · "),
  ]);
  const address = URL.createObjectURL(new Blob([csvOf([[when, who, what, details], ...rows])], { type: "text/csv" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = text.csvName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000); // the browser reads it after the click
};

type LogProps = {
  known: Names;
  query: URLSearchParams;
};

/** The entries, narrowed down by the address, older pages by a button. */
export const Log = ({ known, query }: LogProps) => {
  const { api, now } = useConsole();
  const actor = query.get("actor") ?? "";
  const action = query.get("action") ?? "";
  const days = query.get("days") ?? "";
  const isNarrowed = Boolean(actor || action || days);
  /** By id: who was removed is in no list, and is asked for when an entry names them. */
  const [removed, setRemoved] = useState<Record<string, MemberAnswer>>({});
  const [older, setOlder] = useState<{ of: string; entries: AuditEntryAnswer[]; cursor: string | null }>();
  const more = useDoing();
  const names = { ...known, members: [...known.members, ...Object.values(removed)] };
  const place = JSON.stringify([actor, action, days]);
  const learn = async (entries: readonly AuditEntryAnswer[], signal?: AbortSignal) => {
    const ids = new Set(entries.filter(({ actor }) => actor.type === "member").map(({ actor }) => actor.id));
    for (const { id } of names.members) ids.delete(id);
    const asked = [...ids].map((id) =>
      api.ask<MemberAnswer>(ROUTES.member, { path: { id }, ...(signal ? { signal } : {}) }).catch(() => undefined),
    );
    const found = (await Promise.all(asked)).filter((member) => member !== undefined);
    setRemoved((before) => ({ ...before, ...Object.fromEntries(found.map((member) => [member.id, member])) }));
  };
  const pageOf = async (cursor: string | undefined, signal?: AbortSignal) => {
    const since = Number(days) > 0 ? new Date(now() - Number(days) * DAY_MS).toISOString() : undefined;
    const page = await api.ask<Page<AuditEntryAnswer>>(ROUTES.audit, {
      query: { actor, action, since, cursor },
      ...(signal ? { signal } : {}),
    });
    await learn(page.data, signal);
    return page;
  };
  const [asked, again] = useAsked(
    async (signal) => {
      const page = await pageOf(undefined, signal);
      setOlder(undefined);
      return page;
    },
    [api, place],
  );
  const choose = (name: string) => (value: string) => {
    const next = new URLSearchParams(query);
    next.set(name, value);
    go(hrefOf("audit", [], next), "replace");
  };
  const withAsked = (choices: [string, string][], value: string, words: string): [string, string][] =>
    value === "" || choices.some(([one]) => one === value) ? choices : [...choices, [value, words]];
  return (
    <>
      <section class="filters" aria-label={text.filter.label}>
        <Choose
          label={text.filter.who}
          value={actor}
          choices={withAsked(
            [
              ["", text.filter.anybody],
              ...names.members.map(({ id, name }): [string, string] => [id, name]),
              ...known.keys.map(({ id, name }): [string, string] => [id, text.key(name)]),
            ],
            actor,
            text.unknown(actor),
          )}
          choose={choose("actor")}
        />
        <Choose
          label={text.filter.what}
          value={action}
          choices={withAsked(
            [["", text.filter.anything], ...AUDIT_ACTIONS.map((one): [string, string] => [one, actionInWords(one)])],
            action,
            action,
          )}
          choose={choose("action")}
        />
        <Choose
          label={text.filter.time}
          value={days}
          choices={["", "1", "7", "30"].map((one) => [one, text.filter.times[one] ?? one])}
          choose={choose("days")}
        />
      </section>
      <Shown asked={asked} again={again} failed={text.failed} lines={8} clear={(name) => choose(name)("")}>
        {(page) => {
          const pages = older?.of === place ? older : undefined;
          const entries = [...page.data, ...(pages?.entries ?? [])];
          const cursor = pages ? pages.cursor : page.nextCursor;
          if (entries.length === 0) return <p class="empty-state">{isNarrowed ? text.noneLike : text.none}</p>;
          const load = () =>
            more.run(async () => {
              const next = await pageOf(cursor ?? undefined);
              setOlder({ of: place, entries: [...(pages?.entries ?? []), ...next.data], cursor: next.nextCursor });
            });
          return (
            <>
              <Entries entries={entries} names={names} />
              <Failure error={more.error} />
              <div class="form-actions">
                {cursor !== null && (
                  <button type="button" class="button" disabled={more.busy} onClick={() => void load()}>
                    {more.busy ? TEXT.working : text.older}
                  </button>
                )}
                <button type="button" class="button" onClick={() => save(entries, names)}>
                  {text.csv}
                </button>
              </div>
            </>
          );
        }}
      </Shown>
    </>
  );
};
