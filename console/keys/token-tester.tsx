import { useState } from "preact/hooks";
import { ROUTES } from "../../shared/contract/routes.ts";
import type { TestToken, TokenTest } from "../../shared/contract/user-token.ts";
import { useDoing } from "../ask.ts";
import { useConsole } from "../room.tsx";
import { TEXT } from "../text.ts";
import { Failure } from "../ui/failure.tsx";
import { Field } from "../ui/field.tsx";
import { text } from "./text.ts";

/** Looks at a user token and says in words what is wrong with it. It is kept nowhere: not in the address, not in a draft. */
export const TokenTester = ({ app }: { app: string }) => {
  const { api } = useConsole();
  const [token, setToken] = useState("");
  const [result, setResult] = useState<TokenTest>();
  const doing = useDoing();
  const submit = (event: Event) => {
    event.preventDefault();
    setResult(undefined);
    const body: TestToken = { token: token.trim() }; // in the body: an address would be kept and logged
    void doing.run(async () =>
      setResult(await api.ask<TokenTest>(ROUTES.userTokenTest, { method: "POST", path: { id: app }, body })),
    );
  };
  const forget = () => {
    setToken("");
    setResult(undefined);
    doing.forget();
  };
  return (
    <section class="panel" aria-labelledby="token-tester">
      <h2 id="token-tester">{text.tokenTester.title}</h2>
      <p class="fine">{text.tokenTester.text}</p>
      <form class="form" onSubmit={submit}>
        <Field label={text.tokenTester.token}>
          {(tied) => (
            <textarea
              {...tied}
              class="input mono"
              rows={3}
              value={token}
              spellcheck={false}
              autoCapitalize="off"
              autoComplete="off"
              placeholder="eyJhbGciOiJIUzI1NiIs…"
              onInput={({ currentTarget }) => setToken(currentTarget.value)}
            />
          )}
        </Field>
        <Failure error={doing.error} />
        <div class="form-actions">
          <button type="submit" class="button" disabled={doing.busy || token.trim() === ""}>
            {doing.busy ? TEXT.working : text.tokenTester.action}
          </button>
          {(token !== "" || result) && (
            <button type="button" class="button quiet" onClick={forget}>
              {text.tokenTester.forget}
            </button>
          )}
        </div>
      </form>
      <div role="status" class="tested">
        {result && (
          <>
            <p class={result.valid ? "said" : "failure"}>
              <strong>{result.valid ? text.tokenTester.right : text.tokenTester.wrong}</strong>{" "}
              <bdi>{result.reason}</bdi>
            </p>
            {result.found !== null && (
              <p class="fine">
                {text.tokenTester.found} <code>{result.found}</code>
                {result.expected !== null && (
                  <>
                    {" · "}
                    {text.tokenTester.expected} <code>{result.expected}</code>
                  </>
                )}
              </p>
            )}
            {result.change !== null && <p>{result.change}</p>}
            {result.signedWith !== null && (
              <p class="fine">
                {text.tokenTester.kid} <code>{result.signedWith}</code>
                {result.singleUse && ` · ${text.tokenTester.once}`}
              </p>
            )}
            {result.claims && (
              <>
                <h3>{text.tokenTester.claims}</h3>
                {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard */}
                <pre class="claims" tabIndex={0} dir="auto">
                  {JSON.stringify(result.claims, null, 2)}
                </pre>
              </>
            )}
          </>
        )}
      </div>
    </section>
  );
};
