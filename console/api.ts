import type { Earshot } from "../shared/api/client.ts";

/** What the console asks of the server: the typed client, with the session's cookie instead of a key. */
export type Api = Pick<Earshot, "feedback" | "session">;
