import { screen } from "@testing-library/preact";
import userEvent from "@testing-library/user-event";
import { exampleApp } from "../testing/example-extensions.ts";
import { keysAnswers, tokenTest } from "../testing/example-keys.ts";
import { exampleRecord } from "../testing/example-record.ts";
import type { ExampleServer } from "../testing/example-server.ts";
import { judgeViews } from "../testing/judge-views.tsx";
import { text } from "./text.ts";

const server = (more: Partial<ExampleServer> = {}): Partial<ExampleServer> => ({
  extensions: { apps: [exampleApp({ mode: "private" })], codes: [], keys: [] },
  rooms: [keysAnswers({ secrets: [], token: tokenTest() })],
  ...more,
});
const way = (name: string) => async () => userEvent.click(await screen.findByRole("tab", { name }));

judgeViews({
  install: [server(), "#/install", () => screen.findByText(text.waiting.title)],
  "no app": [server({ extensions: { apps: [], codes: [], keys: [] } }), "#/install", () => screen.findByRole("main")],
  "feedback is there": [server({ records: [exampleRecord()] }), "#/install", way(text.ways.tabs.npm)],
  "back end": [server(), "#/install", way(text.ways.tabs.backEnd)],
  policy: [server(), "#/install", way(text.ways.tabs.policy)],
});
