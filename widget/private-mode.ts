import type { Ports } from "./ports.ts";
import type { Settings } from "./settings.ts";

/**
 * Whether the host says who is writing: then the form neither asks nor tells, as the server would refuse it. While the server has not
 * said so, it is so where somebody is signed in.
 */
export const isPrivateMode = ({ mode }: Partial<Settings>, { asUser }: Ports): boolean =>
  mode ? mode === "private" : asUser?.() !== undefined;

/** Whether the form asks for an address. Where it does not, nobody can mend one that the site gave. */
export const asksForEmail = (settings: Partial<Settings>, ports: Ports): boolean =>
  !isPrivateMode(settings, ports) && settings.form?.email !== "off";
