import type { Ports } from "./ports.ts";
import type { Settings } from "./settings.ts";

/**
 * Whether the host says who is writing: then the form neither asks nor tells, as the server would refuse it. While the server has not
 * said so, it is so where somebody is signed in.
 */
export const isPrivateMode = ({ mode }: Partial<Settings>, { asUser }: Ports): boolean =>
  mode ? mode === "private" : asUser?.() !== undefined;
