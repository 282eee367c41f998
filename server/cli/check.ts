/** One thing the doctor looked at. */
export type Check = {
  name: string;
  /** `problem`: the server cannot work like this. `warning`: it can, but somebody should look. */
  state: "ok" | "warning" | "problem";
  found: string;
  /** What to do, where there is something to do. */
  todo: string | null;
};

export const ok = (name: string, found: string): Check => ({ name, state: "ok", found, todo: null });
export const warning = (name: string, found: string, todo: string): Check => ({ name, state: "warning", found, todo });
export const problem = (name: string, found: string, todo: string): Check => ({ name, state: "problem", found, todo });
