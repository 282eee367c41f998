import { screen } from "@testing-library/preact";
import userEvent from "@testing-library/user-event";
import { replySchema } from "../../shared/contract/reply.ts";
import { fullRecord } from "../testing/example-record.ts";
import type { ExampleAnswers } from "../testing/example-server.ts";
import { exampleWork } from "../testing/example-work.ts";
import { judgeViews, type View } from "../testing/judge-views.tsx";
import { TEXT } from "../text.ts";
import { conflict } from "./conflict-text.ts";
import { text } from "./text.ts";
import { work as sentences } from "./work-text.ts";

const url = "/console/mark.svg"; // any picture that is there
const record = fullRecord({
  status: "in_progress",
  screenshot: { ...fullRecord().screenshot!, url },
  attachments: [
    {
      id: "68e25d00000000000000f001",
      kind: "file",
      contentType: "application/pdf",
      byteSize: 41_200,
      url: "/v1/feedback/68e25d000000000000000001/attachments/68e25d00000000000000f001",
    },
  ],
});
const other = fullRecord({ id: "68e25d000000000000000000", status: "done" });
const said = (at: number, visibility: "public" | "internal", type: "member" | "customer") =>
  replySchema.parse({
    id: `68e25d00000000000000f10${at}`,
    feedback: record.id,
    visibility,
    content: "We see it too and are on it.",
    author: { type, id: "68e25d00000000000000b002", name: "Mara Minder" },
    createdAt: "2026-10-05T11:58:00.000Z",
  });
const work = () => ({
  ...exampleWork(),
  replies: [said(1, "public", "member"), said(2, "internal", "member"), said(3, "public", "customer")],
  views: [{ id: "68e25d00000000000000f201", name: "Bugs", query: { tag: "cart" }, shared: true, owner: "" }],
});
const records = [record, other];
const at = `#/inbox/${record.id}`;
const open = async (keys: string, there: () => Promise<unknown>) => {
  await screen.findAllByText("We see it too and are on it.", {}, { timeout: 5_000 });
  if (keys !== "") await userEvent.keyboard(keys);
  await there();
};
const dialog = () => screen.findByRole("dialog");

/** Whatever is changed, somebody else was quicker. */
const overtaken: ExampleAnswers = ({ method, path }) => {
  if (path === "/v1/feedback/bulk") {
    const data = records.map(({ id }) => ({ id, outcome: "conflict", updatedAt: null, tags: null, reason: "" }));
    return { status: 200, body: { data } };
  }
  const asked = records.find(({ id }) => path === `/v1/feedback/${id}`);
  if (asked) return method === "PATCH" ? "conflict" : { status: 200, body: { ...asked, status: "archived" } };
  return undefined;
};

const VIEWS: Record<string, View> = {
  conversation: [{ records, work: work() }, at, () => open("", () => screen.findByRole("article"))],
  note: [{ records, work: work() }, at, () => open("n", () => screen.findByRole("article"))],
  status: [{ records, work: work() }, at, () => open("s", dialog)],
  tags: [{ records, work: work() }, at, () => open("t", dialog)],
  keys: [{ records, work: work() }, at, () => open("?", dialog)],
  filter: [{ records, work: work() }, `${at}?status=new,in_progress&category=problem`, () => open("f", dialog)],
  nothing: [
    { records, work: work() },
    "#/inbox?q=zebra&status=new",
    () => screen.findByRole("heading", { name: sentences.filters.noneTitle }),
  ],
  told: [
    { records, work: work() },
    at,
    () => open("e", () => screen.findByText(sentences.told.archived(1), { exact: false })),
  ],
  chosen: [
    { records, work: work() },
    "",
    async () => {
      await screen.findAllByRole("link", { name: /The total jumps/ });
      await userEvent.keyboard("jx");
      await screen.findByRole("toolbar", { name: sentences.bulk.label });
    },
  ],
  "somebody was quicker": [
    { records, work: work(), rooms: [overtaken] },
    "",
    async () => {
      await screen.findAllByRole("link", { name: /The total jumps/ });
      await userEvent.keyboard("jxjxs");
      await userEvent.keyboard(`${TEXT.status("queued")}{Enter}`);
      await screen.findByRole("dialog", { name: conflict.title });
    },
  ],
  picture: [
    { records, work: work() },
    at,
    async () => {
      await userEvent.click(await screen.findByRole("button", { name: text.detail.pictureOpen }));
      for (const layer of [/Marks/, /Masked/, /Left out/])
        await userEvent.click(screen.getByRole("button", { name: layer }));
    },
  ],
  viewer: [{ records, work: work(), member: { right: "viewer" } }, at, () => screen.findByRole("article")],
};

judgeViews(VIEWS);
