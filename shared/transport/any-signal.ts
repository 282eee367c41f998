/** Aborts as soon as one of them does, with its reason: `AbortSignal.any`, also where there is none yet (Firefox before 124). */
export const anySignal = (signals: AbortSignal[]): AbortSignal => {
  if (AbortSignal.any) return AbortSignal.any(signals);
  const ends = new AbortController();
  for (const one of signals) {
    const end = () => ends.abort(one.reason);
    if (one.aborted) end();
    else one.addEventListener("abort", end, { signal: ends.signal });
  }
  return ends.signal;
};
