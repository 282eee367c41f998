import { useEffect, useState } from "preact/hooks";

/** Whoever runs through the list by a held key looks at no record so long. */
const REST_MS = 180;

/** Whether somebody stays with this record: only then is the server asked for what stands around it. */
export const useSettled = (id: string): boolean => {
  const [settled, setSettled] = useState<string>();
  useEffect(() => {
    const timer = setTimeout(() => setSettled(id), REST_MS);
    return () => clearTimeout(timer);
  }, [id]);
  return settled === id;
};
