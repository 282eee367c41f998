import { useCallback, useEffect, useMemo, useState } from "preact/hooks";
import type { KeyAnswer } from "../shared/contract/key.ts";
import { mayDo } from "../shared/contract/may-do.ts";
import { useAddress } from "./address.ts";
import type { AppProps } from "./app.tsx";
import { ExtensionsDialog } from "./extensions/extensions-dialog.tsx";
import { useExtensionsSheet } from "./extensions/use-sheet.ts";
import { Header } from "./header.tsx";
import { isLeaking } from "./keys/keys-of.ts";
import { WatchLeaks } from "./keys/watch-leaks.tsx";
import { type Live, SILENCE } from "./live.ts";
import { Navigation } from "./navigation.tsx";
import { type Console, ConsoleProvider, type RoomComponent } from "./room.tsx";
import { type Room, roomsOf } from "./rooms.ts";
import { isRoleAsked, RoleQuestion } from "./session/role-question.tsx";
import { TEXT } from "./text.ts";
import { Notice } from "./ui/notice.tsx";
import { SkeletonLines } from "./ui/skeleton-lines.tsx";

type SignedInProps = AppProps & Pick<Console, "session" | "sessionChanged" | "signedOut"> & { left: () => void };

type Loaded = { room: Room; is: "loading" } | { room: Room; is: "failed"; error: unknown } | Ready;
type Ready = { room: Room; is: "ready"; Component: RoomComponent };

const begin = (room: Room): Loaded => {
  const loaded = room.load();
  return loaded instanceof Promise ? { room, is: "loading" } : { room, is: "ready", Component: loaded };
};

/** The room of this address, fetched when it is entered for the first time. */
const useRoom = (room: Room | undefined): [Loaded | undefined, again: () => void] => {
  const [loaded, setLoaded] = useState<Loaded | undefined>(() => room && begin(room));
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another `attempt` is the reason to fetch it again
  useEffect(() => {
    if (!room) return;
    const end = new AbortController();
    const show = (next: Loaded) => !end.signal.aborted && setLoaded(next);
    show(begin(room));
    Promise.resolve(room.load()).then(
      (Component) => show({ room, is: "ready", Component }),
      (error: unknown) => show({ room, is: "failed", error }),
    );
    return () => end.abort();
  }, [room, attempt]);
  return [loaded?.room === room ? loaded : room && begin(room), () => setAttempt((count) => count + 1)];
};

/** The line to the server, for as long as somebody is signed in. */
const useLive = (startLive: AppProps["startLive"]): Live => {
  const [live, setLive] = useState<Live>(SILENCE);
  useEffect(() => {
    const end = new AbortController();
    setLive(startLive(end.signal));
    return () => end.abort();
  }, [startLive]);
  return live;
};

/** Who is signed in: the bar at the top, the rooms beside, and the room that the address names. */
export const SignedIn = ({ left, startLive, ...props }: SignedInProps) => {
  const { api, session, sessionChanged, now, refreshMs, signedOut } = props;
  const address = useAddress();
  const live = useLive(startLive);
  const rooms = useMemo(() => roomsOf(session), [session]);
  const room = rooms.find(({ name }) => name === address.room);
  const [loaded, again] = useRoom(room);
  const extensions = useExtensionsSheet(address);
  const [isSkipped, setSkipped] = useState(false);
  const [isThere, setThere] = useState(false);
  const [hasLeak, setLeak] = useState(false);
  const openExtensions = extensions.open;
  const viewIsThere = useCallback(() => setThere(true), []);
  const keysSeen = useCallback(
    (keys: readonly KeyAnswer[]) => setLeak(keys.some((key) => isLeaking(key, now()))),
    [now],
  );
  const console = useMemo<Console>(
    () => ({ api, session, sessionChanged, live, now, refreshMs, signedOut, openExtensions, viewIsThere, keysSeen }),
    [api, session, sessionChanged, live, now, refreshMs, signedOut, openExtensions, viewIsThere, keysSeen],
  );
  const mayManageKeys = mayDo(session.member.right, "manageKeys");
  const navigation = { rooms, current: room, openExtensions, hasLeak: hasLeak && mayManageKeys };

  // Only the inbox keeps people waiting for its answers; every other room is there once it is fetched.
  const isOther = room?.name !== "inbox" && loaded?.is !== "loading";
  useEffect(() => {
    if (isOther) viewIsThere();
  }, [isOther, viewIsThere]);
  useEffect(() => {
    document.title = room ? `${TEXT.rooms[room.name]} · ${TEXT.product}` : TEXT.product;
  }, [room]);

  if (!isSkipped && isRoleAsked(session))
    return (
      <ConsoleProvider value={console}>
        <RoleQuestion skipped={() => setSkipped(true)} />
      </ConsoleProvider>
    );
  return (
    <ConsoleProvider value={console}>
      <div class="console">
        <Header {...navigation} left={left} />
        <Navigation {...navigation} />
        {/* The room of keys looks by itself. */}
        {mayManageKeys && isThere && room?.name !== "keys" && <WatchLeaks hasLeak={hasLeak} />}
        {!loaded && (
          <main class="room">
            <div class="nothing" role="alert">
              <h1>{TEXT.navigation.notHere}</h1>
              <p>{TEXT.navigation.notHereText}</p>
              <a class="button" href="#/inbox">
                {TEXT.navigation.backToInbox}
              </a>
            </div>
          </main>
        )}
        {loaded?.is === "ready" && <loaded.Component key={loaded.room.name} address={address} />}
        {loaded?.is === "loading" && (
          <main class="room">
            <div class="room-inside">
              <SkeletonLines label={TEXT.loading} />
            </div>
          </main>
        )}
        {loaded?.is === "failed" && (
          <main class="room">
            <Notice title={TEXT.navigation.failed} error={loaded.error} retry={again} />
          </main>
        )}
        {extensions.isOpen && mayManageKeys && <ExtensionsDialog close={extensions.close} />}
      </div>
    </ConsoleProvider>
  );
};
