import { screen, waitFor } from "@testing-library/preact";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { text as appText } from "./apps/text.ts";
import { work } from "./inbox/work-text.ts";
import { GONE, goneAnswer } from "./testing/example-gone.ts";
import { exampleRecord } from "./testing/example-record.ts";
import { type ExampleAnswers, exampleServer } from "./testing/example-server.ts";
import { usageAnswer } from "./testing/example-usage.ts";
import { showApp } from "./testing/show-app.tsx";
import { TEXT } from "./text.ts";
import { GONE_TEXT } from "./ui/gone-text.ts";

const { en } = GONE_TEXT;
const [ANN, BEN] = ["1", "2"].map((digit) => digit.padStart(24, "0"));
const records = [
  exampleRecord({ id: BEN!, content: "By Ben", tags: ["cart"] }),
  exampleRecord({ id: ANN!, content: "By Ann" }),
];
const serverWith = (...rooms: ExampleAnswers[]) => exampleServer({ records, rooms: [goneAnswer, ...rooms] });
const listed = (content: string) => screen.findByRole("link", { name: new RegExp(content) });
const goOn = () => userEvent.click(screen.getByRole("button", { name: en.clear }));

beforeEach(() => page.viewport(1280, 800));

test.each(["app", "assignee", "customer"])(
  "an inbox narrowed to one %s that is gone says so, and goes on without that filter alone",
  async (name) => {
    showApp(serverWith(), `#/?tag=cart&${name}=${GONE}`);
    await screen.findByRole("heading", { name: en.title[name]! });
    expect(screen.queryByRole("button", { name: TEXT.tryAgain })).toBeNull();
    await waitFor(() => expect(document.body.textContent).not.toContain(GONE)); // no id is read to anybody
    await goOn();
    await listed("By Ben");
    expect(document.activeElement).toBe(screen.getByRole("main")); // the button is gone, the keys go on from here
    expect(screen.queryByRole("link", { name: /By Ann/ })).toBeNull();
    expect(location.hash).toContain("tag=cart");
    expect(location.hash).not.toContain(GONE);
  },
);

test("an inbox narrowed to a member who was removed says that they are none any more, and shows what is still theirs", async () => {
  const removed = "68e25d00000000000000b0ff";
  const theirs = exampleRecord({ id: BEN!, content: "By Ben", assignee: removed });
  showApp(exampleServer({ records: [theirs] }), `#/?assignee=${removed}`);
  await listed("By Ben");
  const chip = `${work.filters.assignee}: ${work.filters.noMember}`;
  await userEvent.click(await screen.findByRole("button", { name: work.filters.remove(chip) }));
  await waitFor(() => expect(location.hash).not.toContain(removed));
});

test("an app that goes while its list is looked at is told in its place", async () => {
  const app = records[0]!.app;
  let isGone = false;
  const answers: ExampleAnswers = (asked) =>
    isGone && asked.query.get("app") === app
      ? goneAnswer({ ...asked, query: new URLSearchParams({ app: GONE }) })
      : undefined;
  showApp(serverWith(answers), `#/?app=${app}`);
  await listed("By Ann");
  isGone = true;
  await screen.findByRole("heading", { name: en.title.app! });
  await goOn();
  await listed("By Ann");
});

test("a change that names somebody who is gone is told, and takes nothing out of the list", async () => {
  const refuses: ExampleAnswers = ({ method, path, body }) =>
    method === "PATCH" && path.startsWith("/v1/feedback/") && "status" in (body as object)
      ? goneAnswer({ method: "GET", path: "/v1/feedback", query: new URLSearchParams({ assignee: GONE }) } as never)
      : undefined;
  showApp(serverWith(refuses), "", 60_000);
  await listed("By Ben");
  await userEvent.keyboard("je");
  await screen.findByText(en.title.assignee!, { exact: false });
  await listed("By Ben");
});

test.each([
  ["usage", "key", usageAnswer([])],
  ["usage", "app", usageAnswer([])],
  ["audit", "actor", () => undefined],
] as [string, string, ExampleAnswers][])(
  "the room %s with a %s that is gone goes on without it",
  async (room, name, answers) => {
    const rest: ExampleAnswers = ({ path }) =>
      path === "/v1/audit" ? { status: 200, body: { data: [], nextCursor: null } } : undefined;
    showApp(serverWith(answers, rest), `#/${room}?days=7&${name}=${GONE}`);
    await screen.findByRole("heading", { name: en.title[name]! });
    expect(screen.queryByRole("button", { name: TEXT.tryAgain })).toBeNull();
    await goOn();
    await waitFor(() => expect(screen.queryByRole("button", { name: en.clear })).toBeNull());
    expect(location.hash).toContain("days=7");
    expect(location.hash).not.toContain(GONE);
  },
);

test.each(["install", "keys"])(
  "the room %s of an app that is gone shows no other in its place, and goes on to one",
  async (room) => {
    showApp(serverWith(), `#/${room}?app=${GONE}`);
    await screen.findByRole("heading", { name: en.title.app! });
    const ofAnApp = { name: appText.edit };
    expect(screen.queryByRole("button", ofAnApp)).toBeNull();
    await userEvent.click(screen.getByRole("button", { name: appText.another }));
    await screen.findByRole("button", ofAnApp);
    expect(location.hash).toBe(`#/${room}`);
    expect(document.activeElement).toBe(screen.getByRole("main"));
  },
);
