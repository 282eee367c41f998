import "./account.css";
import { ROUTES } from "../../shared/contract/routes.ts";
import type { OpenSessions } from "../../shared/contract/session.ts";
import { useAsked } from "../ask.ts";
import { useConsole } from "../room.tsx";
import { TEXT } from "../text.ts";
import { RoomPage } from "../ui/room-page.tsx";
import { PasskeysPanel } from "./passkeys-panel.tsx";
import { PasswordPanel } from "./password-panel.tsx";
import { ProfileForm } from "./profile-form.tsx";
import { SessionsPanel } from "./sessions-panel.tsx";
import { TEXT_OF_ACCOUNT } from "./text.ts";

/** Who one is here, how one signs in, and where one is signed in. */
export const AccountRoom = () => {
  const { api } = useConsole();
  const [sessions, again, set] = useAsked(
    async (signal) => (await api.ask<OpenSessions>(ROUTES.sessions, { signal })).data,
    [],
  );
  return (
    <RoomPage title={TEXT.rooms.account} intro={TEXT_OF_ACCOUNT.intro}>
      <ProfileForm />
      <PasswordPanel ended={() => void again()} />
      <PasskeysPanel />
      <SessionsPanel asked={sessions} again={again} set={set} />
    </RoomPage>
  );
};
