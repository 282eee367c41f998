import "./styles/index.css";
import { render } from "preact";
import { createApi } from "./api.ts";
import { App } from "./app.tsx";

const api = createApi({ baseUrl: location.origin, credentials: "same-origin" });
render(<App api={api} now={Date.now} refreshMs={5_000} />, document.querySelector("#console")!);
