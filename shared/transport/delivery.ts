import type { EarshotError } from "../errors.ts";

/**
 * Where a submission stands, from the moment the user presses send. The screen never says *sent* before `sent`.
 *
 * - `sending`: stored, on its way. With `leaveOpen` in memory only. With `progress`, from 0 to 1, its files are on their way
 *   and it can still be taken back; without it no more.
 * - `saved`: stored, will be sent later by itself (offline, server busy). With `leaveOpen` only while the page lives.
 * - `sent`: the server answered 201; `id` is the feedback's, empty where another tab got that answer.
 * - `needs-you`: the server refused it, or it could not be stored; the text is kept and the user must act. `entry` is the
 *   id of what stands in the queue; without it the form alone has the text. `aborted`: its user took it back.
 */
export type Delivery =
  | { state: "sending"; progress?: number; leaveOpen?: boolean }
  | { state: "saved"; problem: EarshotError; nextTryAt: number; leaveOpen?: boolean }
  | { state: "sent"; id: string }
  | { state: "needs-you"; problem: EarshotError; entry?: string };
