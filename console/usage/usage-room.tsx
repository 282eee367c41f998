import "./usage.css";
import type { AppAnswer } from "../../shared/contract/app.ts";
import type { KeyAnswer } from "../../shared/contract/key.ts";
import { mayDo } from "../../shared/contract/may-do.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import type { Usage } from "../../shared/contract/usage.ts";
import { go, hrefOf } from "../address.ts";
import { useAsked } from "../ask.ts";
import { type RoomProps, useConsole } from "../room.tsx";
import { TEXT } from "../text.ts";
import { RoomPage, Shown } from "../ui/room-page.tsx";
import { firstDay } from "./figures.ts";
import { StorageByApp } from "./storage.tsx";
import { text } from "./text.ts";
import { UsageFigures } from "./usage-figures.tsx";
import { RANGES, UsageFilter } from "./usage-filter.tsx";

type Loaded = { usage: Usage; apps: AppAnswer[]; keys: KeyAnswer[] };

/** What was asked of the server with each key, and what was refused, by day. */
export const UsageRoom = ({ address: { query } }: RoomProps) => {
  const { api, session, now } = useConsole();
  const days = RANGES.find((range) => String(range) === query.get("days")) ?? 30;
  const app = query.get("app") ?? "";
  const key = query.get("key") ?? "";
  const seesKeys = mayDo(session.member.right, "manageKeys");
  const [asked, again] = useAsked<Loaded>(
    async (signal) => {
      const at = now();
      const [usage, apps, keys] = await Promise.all([
        api.ask<Usage>(ROUTES.usage, {
          query: { from: firstDay(at, days), to: firstDay(at, 1), app, key },
          signal,
        }),
        api.all<AppAnswer>(ROUTES.apps, { signal }),
        seesKeys ? api.all<KeyAnswer>(ROUTES.keys, { signal }) : [],
      ]);
      return { usage, apps, keys };
    },
    [api, days, app, key, seesKeys],
  );
  const known = asked.is === "ready" ? asked.value : { apps: [], keys: [] };
  const hrefWith = (name: string, value: string) => {
    const next = new URLSearchParams(query);
    next.set(name, value);
    return hrefOf("usage", [], next);
  };
  return (
    <RoomPage title={TEXT.rooms.usage} intro={text.intro}>
      <UsageFilter days={days} app={app} apps={known.apps} keyId={key} keys={known.keys} hrefWith={hrefWith} />
      <Shown
        asked={asked}
        again={again}
        failed={text.failed}
        lines={8}
        clear={(name) => go(hrefWith(name, ""), "replace")}
      >
        {({ usage, apps, keys }) => (
          <UsageFigures usage={usage} apps={apps} keys={keys} hrefWith={hrefWith} code={query.get("code")} />
        )}
      </Shown>
      <StorageByApp app={app} appName={(id) => known.apps.find((one) => one.id === id)?.name ?? text.unknownApp} />
    </RoomPage>
  );
};
