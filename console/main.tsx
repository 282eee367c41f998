import "./styles/index.css";
import { render } from "preact";
import { createApi } from "./api.ts";
import { App } from "./app.tsx";
import { currentLanguage } from "./language.ts";
import { createLive } from "./live.ts";

document.documentElement.lang = currentLanguage();
const api = createApi({ baseUrl: location.origin, credentials: "same-origin" });
const startLive = (signal: AbortSignal) => createLive(location.origin, signal);
render(<App api={api} startLive={startLive} now={Date.now} refreshMs={5_000} />, document.querySelector("#console")!);
