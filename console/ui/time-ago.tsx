import { exactTime, relativeTime } from "../format/relative-time.ts";

/** "3 minutes ago", with the exact time for who points at it. */
export const TimeAgo = ({ at, now }: { at: string; now: number }) => (
  <time dateTime={at} title={exactTime(at)}>
    {relativeTime(at, now)}
  </time>
);
