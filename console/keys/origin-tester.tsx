import { useState } from "preact/hooks";
import type { KeyAnswer, OriginTest } from "../../shared/contract/key.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import { useDoing } from "../ask.ts";
import { useConsole } from "../room.tsx";
import { TEXT } from "../text.ts";
import { Failure } from "../ui/failure.tsx";
import { Icon } from "../ui/icon.tsx";
import { TextField } from "../ui/text-field.tsx";
import { text } from "./text.ts";

/** The origin of what was written: people paste the address of a page. `null` where it is none. */
export const originOf = (written: string): string | null => {
  const address = written.trim();
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(address) ? address : `https://${address}`);
  if (!url || url.host === "" || /\s/.test(address)) return null;
  return url.origin === "null" ? `${url.protocol}//${url.host}` : url.origin;
};

type Props = { app: string; keys: KeyAnswer[]; changed: () => Promise<void> };

/** Would a page of this origin be let in, by which entry of which key, and if not, what would do it. */
export const OriginTester = ({ app, keys, changed }: Props) => {
  const { api } = useConsole();
  const [written, setWritten] = useState("");
  const [result, setResult] = useState<OriginTest>();
  const [problem, setProblem] = useState<string>();
  const [said, setSaid] = useState("");
  const doing = useDoing();
  const place = { method: "POST", path: { id: app } } as const;

  const test = async (origin: string) =>
    setResult(await api.ask<OriginTest>(ROUTES.appOriginTest, { ...place, body: { origin } }));
  const submit = (event: Event) => {
    event.preventDefault();
    const origin = originOf(written);
    setProblem(origin === null ? text.originTester.notOne : undefined);
    setSaid("");
    if (origin !== null) void doing.run(() => test(origin));
  };
  const add = (key: KeyAnswer, entry: string, origin: string) =>
    void doing.run(async () => {
      // Of the list as it is now: somebody else may have changed it.
      const { allowedOrigins } = await api.ask<KeyAnswer>(ROUTES.key, { path: { id: key.id } });
      const body = { allowedOrigins: [...new Set([...allowedOrigins, entry])] };
      await api.ask<KeyAnswer>(ROUTES.key, { method: "PATCH", path: { id: key.id }, body });
      setSaid(text.originTester.added(entry, key.name));
      await Promise.all([test(origin), changed()]);
    });
  const entryThatAdmits = (id: string): KeyAnswer | undefined => keys.find((key) => key.id === id);
  return (
    <section class="panel" aria-labelledby="origin-tester">
      <h2 id="origin-tester">{text.originTester.title}</h2>
      <p class="fine">{text.originTester.text}</p>
      <form class="tester" onSubmit={submit}>
        <TextField
          label={text.originTester.origin}
          error={problem}
          value={written}
          spellcheck={false}
          autoCapitalize="off"
          autoComplete="off"
          inputMode="url"
          placeholder="https://shop.example.com"
          write={setWritten}
        />
        <button type="submit" class="button" disabled={doing.busy || written.trim() === ""}>
          {doing.busy ? TEXT.working : text.originTester.action}
        </button>
      </form>
      <Failure error={doing.error} />
      <div role="status" class="tested">
        {said && <p class="said">{said}</p>}
        {result && result.keys.length === 0 && <p>{text.originTester.noKey}</p>}
        <ul>
          {result?.keys.map(({ id, name, allowed, entry, reason }) => (
            <li key={id} class={allowed ? "good" : "bad"}>
              <Icon name={allowed ? "check" : "close"} size={16} />
              <p>
                {allowed && entry !== null
                  ? text.originTester.allowed(name, entry)
                  : text.originTester.refused(name, reason)}
              </p>
              {!allowed && result.admittedBy !== null && entryThatAdmits(id) && (
                <button
                  type="button"
                  class="button"
                  disabled={doing.busy}
                  onClick={() => add(entryThatAdmits(id)!, result.admittedBy!, result.origin!)}
                >
                  {text.originTester.add(result.admittedBy, name)}
                </button>
              )}
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
};
