import "./styles/index.css";
import { render } from "preact";
import { createEarshot } from "../shared/api/client.ts";
import { App } from "./app.tsx";

const api = createEarshot({ baseUrl: location.origin, credentials: "same-origin" });
render(<App api={api} now={Date.now} refreshMs={5_000} />, document.querySelector("#console")!);
