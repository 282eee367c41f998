import "../styles/index.css";
import { cleanup, configure, render } from "@testing-library/preact";
import { afterEach } from "vitest";
import { createApi } from "../api.ts";
import { App } from "../app.tsx";
import { type Live, SILENCE } from "../live.ts";
import type { ExampleServer } from "./example-server.ts";

/** The moment at which the tests look: three minutes after the example record came. */
export const NOW = Date.parse("2026-10-05T12:00:00.000Z");

/** A machine that does ten other things is slow, not wrong. */
configure({ asyncUtilTimeout: 10_000 });
afterEach(cleanup);

/** Opens the console as a browser would at `fragment`, talking to `server`. */
export const showApp = (server: ExampleServer, fragment = "", refreshMs = 30, live: Live = SILENCE) => {
  history.replaceState(null, "", location.pathname + location.search + fragment);
  const api = createApi({ baseUrl: location.origin, fetch: server.fetch });
  const startLive = () => live;
  return render(
    <div id="console">
      <App api={api} startLive={startLive} now={() => NOW} refreshMs={refreshMs} />
    </div>,
  );
};
