import { useEffect, useState } from "preact/hooks";

/** Whether list and detail stand side by side. The same width as in `styles/layout.css`. */
const WIDE = "(width >= 56rem)";

export const useWide = (): boolean => {
  const [wide, setWide] = useState(() => matchMedia(WIDE).matches);
  useEffect(() => {
    const end = new AbortController();
    const query = matchMedia(WIDE);
    query.addEventListener("change", () => setWide(query.matches), { signal: end.signal });
    return () => end.abort();
  }, []);
  return wide;
};
