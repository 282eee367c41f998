import type { Feedback } from "../../shared/contract/record.ts";

/** Where a file of ours is; `undefined` when the address leads elsewhere. Only our own server is ever asked. */
export const ownAddress = (url: string): string | undefined => {
  const parsed = URL.parse(url, location.origin);
  return parsed?.origin === location.origin ? parsed.href : undefined;
};

/** Where a record's picture is; `undefined` without one. */
export const pictureAddress = ({ screenshot }: Pick<Feedback, "screenshot">): string | undefined =>
  screenshot ? ownAddress(screenshot.url) : undefined;
