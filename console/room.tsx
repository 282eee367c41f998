import { type ComponentType, createContext } from "preact";
import { useContext } from "preact/hooks";
import type { KeyAnswer } from "../shared/contract/key.ts";
import type { Session } from "../shared/contract/session.ts";
import type { Address } from "./address.ts";
import type { Api } from "./api.ts";
import type { Live } from "./live.ts";

/** What every room has at hand. */
export type Console = {
  api: Api;
  session: Session;
  /** After the member changed something that the session tells, such as their name. */
  sessionChanged: (session: Session) => void;
  live: Live;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Time between two looks for what is new where nothing is heard. */
  refreshMs: number;
  /** To be called when the server no longer knows who asks. */
  signedOut: () => void;
  /** Opens the sheet where browser extensions are connected. */
  openExtensions: () => void;
  /** To be called once what somebody came for is there: what can wait is asked for then. */
  viewIsThere: () => void;
  /** To be told all keys by whoever has read them: the navigation says when one has leaked. */
  keysSeen: (keys: readonly KeyAnswer[]) => void;
};

const Context = createContext<Console | undefined>(undefined);
export const ConsoleProvider = Context.Provider;

/** @throws {Error} Outside of the console: a fault of ours. */
export const useConsole = (): Console => {
  const console = useContext(Context);
  if (!console) throw new Error("useConsole needs a ConsoleProvider above it.");
  return console;
};

/** What a room is told: where in it somebody is. */
export type RoomProps = { address: Address };
export type RoomComponent = ComponentType<RoomProps>;
