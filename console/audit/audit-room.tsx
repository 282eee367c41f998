import "./audit.css";
import type { AuditEntryAnswer } from "../../shared/contract/audit.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import { go, hrefOf } from "../address.ts";
import type { Page } from "../api.ts";
import { useAsked } from "../ask.ts";
import { type RoomProps, useConsole } from "../room.tsx";
import { TEXT } from "../text.ts";
import { RoomPage, Shown } from "../ui/room-page.tsx";
import { Filters, readFilters } from "./filters.tsx";
import { Pages } from "./pages.tsx";
import { text } from "./text.ts";
import { useNames } from "./use-names.ts";

const DAY_MS = 24 * 3_600_000;

/** The log of who did what, narrowed down by its address. */
export const AuditRoom = ({ address: { query } }: RoomProps) => {
  const { api, now } = useConsole();
  const { names, isPartial, name } = useNames();
  const filters = readFilters(query);
  const { actor, action, days } = filters;
  const pageOf = (cursor: string | undefined, signal?: AbortSignal) => {
    const since = days ? new Date(now() - Number(days) * DAY_MS).toISOString() : undefined;
    const page = api.ask<Page<AuditEntryAnswer>>(ROUTES.audit, {
      query: { actor, action, since, cursor },
      ...(signal ? { signal } : {}),
    });
    return name(page, actor, signal);
  };
  const [asked, again] = useAsked((signal) => pageOf(undefined, signal), [api, actor, action, days]);
  const choose = (filter: string, value: string) => {
    const next = new URLSearchParams(query);
    next.set(filter, value);
    go(hrefOf("audit", [], next), "replace");
  };
  return (
    <RoomPage title={TEXT.rooms.audit} intro={text.intro}>
      <Filters filters={filters} names={names} choose={choose} />
      {isPartial && <p class="fine">{text.partial}</p>}
      <Shown asked={asked} again={again} failed={text.failed} lines={8} clear={(filter) => choose(filter, "")}>
        {(first) =>
          first.data.length === 0 ? (
            <p class="empty-state">{actor || action || days ? text.noneLike : text.none}</p>
          ) : (
            <Pages first={first} names={names} next={pageOf} />
          )
        }
      </Shown>
    </RoomPage>
  );
};
