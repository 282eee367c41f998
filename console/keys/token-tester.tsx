import { useState } from "preact/hooks";
import { useDoing } from "../ask.ts";
import { useConsole } from "../room.tsx";
import { TEXT } from "../text.ts";
import { Failure } from "../ui/failure.tsx";
import { Field } from "../ui/field.tsx";
import { testUserToken, type UserTokenTest } from "./test-user-token.ts";
import { text } from "./text.ts";

/** Looks at a user token and says in words what is wrong with it. It is kept nowhere: not in the address, not in a draft. */
export const TokenTester = ({ app }: { app: string }) => {
  const { api } = useConsole();
  const [token, setToken] = useState("");
  const [result, setResult] = useState<UserTokenTest>();
  const doing = useDoing();
  const submit = (event: Event) => {
    event.preventDefault();
    setResult(undefined);
    void doing.run(async () => setResult(await testUserToken(api, app, token.trim())));
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
            <p class={result.isRight ? "said" : "failure"}>
              <strong>{result.isRight ? text.tokenTester.right : text.tokenTester.wrong}</strong> {result.reason}
            </p>
            {result.kid && (
              <p class="fine">
                {text.tokenTester.kid} <code>{result.kid}</code>
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
