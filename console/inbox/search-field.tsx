import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Icon } from "../ui/icon.tsx";
import { work } from "./work-text.ts";

/** While somebody types, the list waits so long for the next letter. */
const PAUSE_MS = 250;

type SearchFieldProps = {
  field: RefObject<HTMLInputElement | null>;
  value: string;
  change: (q: string) => void;
  /** Escape in an empty field, and Enter: to the list. */
  leave: () => void;
};

/** Full-text search: the list follows what is typed. */
export const SearchField = ({ field, value, change, leave }: SearchFieldProps) => {
  const [written, setWritten] = useState(value);
  const timer = useRef(0);
  const told = useRef(value);
  useEffect(() => {
    if (value === told.current) return; // what this field itself asked for
    told.current = value;
    setWritten(value);
  }, [value]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const say = (q: string) => {
    clearTimeout(timer.current);
    if (q === told.current) return;
    told.current = q;
    change(q);
  };
  const write = (q: string) => {
    setWritten(q);
    clearTimeout(timer.current);
    timer.current = window.setTimeout(() => say(q.trim()), PAUSE_MS);
  };
  return (
    <search class="search-field">
      <Icon name="search" size={16} />
      <input
        ref={field}
        type="search"
        class="input"
        aria-label={work.filters.searchHint}
        aria-keyshortcuts="/"
        placeholder={work.filters.search}
        maxLength={256}
        autoComplete="off"
        value={written}
        onInput={({ currentTarget }) => write(currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter") say(written.trim());
          else if (event.key === "Escape" && written !== "") {
            setWritten("");
            say("");
          } else if (event.key !== "Escape") return;
          event.preventDefault();
          event.stopPropagation();
          if (event.key === "Enter" || written === "") leave();
        }}
      />
    </search>
  );
};
