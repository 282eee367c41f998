/** How often something is killed: a few times with every change, `KILLS=200` for the whole. */
export const KILLS = Number(process.env.KILLS ?? 15);

/** `SEED` repeats the choices of an earlier run. */
export const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000);

/** What was on its way when its process died is told again when its lease ends: a short run does not wait so long. */
export const TELL_MS = KILLS >= 50 ? 60_000 : 3_000;
