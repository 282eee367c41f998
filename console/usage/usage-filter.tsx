import type { AppAnswer } from "../../shared/contract/app.ts";
import type { KeyAnswer } from "../../shared/contract/key.ts";
import { go } from "../address.ts";
import { Choose } from "../ui/choose.tsx";
import { text } from "./text.ts";

type Choice = readonly [value: string, label: string];

/** Ranges that can be chosen, in days. */
export const RANGES = [7, 30, 90] as const;

type UsageFilterProps = {
  days: number;
  app: string;
  apps: readonly AppAnswer[];
  keyId: string;
  keys: readonly KeyAnswer[];
  hrefWith: (name: string, value: string) => string;
};

/** Which days, app and key the figures are of. It stands in the address. */
export const UsageFilter = ({ days, app, apps, keyId, keys, hrefWith }: UsageFilterProps) => {
  const said = text.filter;
  const choose = (name: string) => (value: string) => go(hrefWith(name, value), "replace");
  const ofApp = keys.filter((key) => app === "" || key.app === app);
  /** One that the lists do not know is still what is shown. */
  const withAsked = (choices: Choice[], asked: string, words: string): Choice[] =>
    asked === "" || choices.some(([value]) => value === asked) ? choices : [...choices, [asked, words]];
  return (
    <section class="filters" aria-label={said.label}>
      <Choose
        label={said.days}
        value={String(days)}
        choices={RANGES.map((range) => [String(range), said.lastDays(range)])}
        choose={choose("days")}
      />
      {(apps.length > 1 || app !== "") && (
        <Choose
          label={said.app}
          value={app}
          choices={withAsked(
            [["", said.allApps], ...apps.map(({ id, name }): Choice => [id, name])],
            app,
            text.unknownApp,
          )}
          choose={choose("app")}
        />
      )}
      {(ofApp.length > 0 || keyId !== "") && (
        <Choose
          label={said.key}
          value={keyId}
          choices={withAsked(
            [["", said.allKeys], ...ofApp.map(({ id, name, hint }): Choice => [id, `${name} (${hint})`])],
            keyId,
            text.unknownKey(keyId),
          )}
          choose={choose("key")}
        />
      )}
    </section>
  );
};
