import "./audit.css";
import type { AppAnswer } from "../../shared/contract/app.ts";
import type { KeyAnswer } from "../../shared/contract/key.ts";
import type { MemberAnswer } from "../../shared/contract/member.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import type { Webhook } from "../../shared/contract/webhook.ts";
import { useAsked } from "../ask.ts";
import { type RoomProps, useConsole } from "../room.tsx";
import { TEXT } from "../text.ts";
import { RoomPage, Shown } from "../ui/room-page.tsx";
import { Log } from "./log.tsx";
import type { Names } from "./names.ts";
import { text } from "./text.ts";

/** The log of who did what. Who and what there is in the organization is asked for once, and names what the log tells by id. */
export const AuditRoom = ({ address: { query } }: RoomProps) => {
  const { api } = useConsole();
  const [asked, again] = useAsked<Names>(
    async (signal) => {
      const [members, keys, apps, webhooks] = await Promise.all([
        api.all<MemberAnswer>(ROUTES.members, { signal }),
        api.all<KeyAnswer>(ROUTES.keys, { signal }),
        api.all<AppAnswer>(ROUTES.apps, { signal }),
        api.all<Webhook>(ROUTES.webhooks, { signal }),
      ]);
      return { members, keys, apps, webhooks };
    },
    [api],
  );
  return (
    <RoomPage title={TEXT.rooms.audit} intro={text.intro}>
      <Shown asked={asked} again={again} failed={text.failed} lines={8}>
        {(known) => <Log known={known} query={query} />}
      </Shown>
    </RoomPage>
  );
};
