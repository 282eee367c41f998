import { expect, onTestFinished, test } from "vitest";
import { database } from "../../shared/transport/index.ts";
import { draftIn } from "../../widget/draft.ts";
import { NO_WORDS } from "../../widget/flow.ts";
import type { Port } from "../messages.ts";
import type { WantedPart } from "../part.ts";
import { sessionSettings } from "../settings.ts";
import { storageArea } from "../testing/storage-double.ts";
import { workerDouble } from "../testing/worker-double.ts";
import { compose, draftName } from "./compose.ts";
import { quoting } from "./quoted-draft.ts";

const VISIT = "6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b";
const URL_OF_TAB = "https://example.com/";
const connection = {
  id: "0d6f3f5e-52a1-4a67-9a1e-1f0c3f1f7d11",
  server: "https://feedback.example.com",
  key: "ear_pub_0123456789abcdefghijkl",
  app: { id: "0123456789abcdef01234567", name: "Example" },
};

/** The form comes in parts, and a busy machine takes its time over them. */
const see = <T>(what: () => T) => expect.poll(what, { timeout: 15_000 });

const picture = () => {
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width: 8, height: 4 });
  canvas.getContext("2d")!.fillRect(0, 0, 8, 4);
  return { dataUrl: canvas.toDataURL(), durationMs: 1, gaps: [] };
};
const wish = { tabId: 7, windowId: 1, by: "popup", url: URL_OF_TAB, quote: "" } as const;

/** The form, over a worker that answers so. */
const form = ({
  part = undefined as WantedPart | undefined,
  answer = (_port: Port, _question: unknown) => {},
} = {}) => {
  const container = document.createElement("main");
  document.body.append(container);
  const worker = workerDouble((port) => {
    port.onMessage.addListener((question) => {
      port.postMessage({ heard: true });
      answer(port, question);
    });
  }, undefined);
  const kept = sessionSettings(storageArea()).part;
  let changed = () => {};
  const site = `https://${crypto.randomUUID()}.example`;
  const draft = draftIn(database(indexedDB), draftName(site));
  const open = () => {
    const composed = compose(container, {
      connection,
      site,
      quote: quoting(""),
      withPicture: true,
      needsClick: false,
      tab: { id: 7, windowId: 1, url: URL_OF_TAB, title: "Example", width: 800, height: 600 },
      runtime: { connect: worker.connect as never },
      history: { discard: async () => {}, all: async () => [] },
      errors: { facts: () => ({}), read: async () => {}, whenChanged: () => {} },
      part: {
        isPopup: false,
        kept,
        changes(listener) {
          changed = listener;
          return () => {};
        },
        part,
        leave: () => {},
      },
    });
    onTestFinished(() => {
      composed.destroy();
      container.remove();
    });
    return composed;
  };
  const shell = () => container.querySelector("earshot-widget")?.shadowRoot;
  const button = (name: string) =>
    [...(shell()?.querySelectorAll("button") ?? []), ...container.querySelectorAll("button")].find(
      ({ textContent }) => textContent?.trim() === name,
    );
  const press = async (name: string) => {
    await see(() => button(name)).toBeDefined();
    button(name)!.click();
  };
  return { container, kept, draft, open, shell, button, press, clear: () => kept.clear().then(() => changed()) };
};

test("a message that was about an element is about no element once a region was chosen instead", async () => {
  const sent: unknown[] = [];
  const answer = (port: Port, question: unknown) => {
    if (port.name !== "submit") return;
    sent.push((question as { submission: object }).submission);
    port.postMessage({ news: { state: "sent", id: "0123456789abcdef01234567" } });
    port.postMessage({ answer: null });
  };
  const came = { state: "ready", picture: picture(), element: undefined } as const;
  const { draft, open, shell, button, press } = form({ part: { ...wish, visit: VISIT, came }, answer });
  const element = { selector: "#a", tag: "p", rect: { x: 0, y: 0, width: 1, height: 1 } };
  await draft.write({ ...NO_WORDS, content: "This one", element, pointedOn: URL_OF_TAB });
  open();
  await see(() => button("Retake")).toBeDefined();
  await see(() => shell()?.querySelector("textarea")?.value).toBe("This one");
  await press("Send");
  await see(() => sent).toHaveLength(1);
  expect(sent[0]).toMatchObject({ content: "This one" });
  expect(sent[0]).not.toHaveProperty("element");
});

test("the end of a choice in the page leaves the way out of a picture of all of it", async () => {
  const { container, kept, open, button, press, clear } = form({
    async answer(port) {
      if (port.name === "take-picture") port.postMessage({ answer: picture() });
      if (port.name === "stop-part") port.postMessage({ answer: null });
      if (port.name !== "choose-part") return;
      await kept.set({ ...wish, by: "panel", visit: VISIT, came: { state: "choosing" } });
      port.postMessage({ answer: VISIT });
    },
  });
  open();
  await press("Part of the page");
  await see(() => button("Cancel")).toBeDefined();
  await see(() => kept.get()).toBeDefined();
  await press("Whole page");
  await see(() => button("Stop")).toBeDefined();
  await clear();
  await see(() => button("Cancel")).toBeUndefined();
  expect(button("Stop")).toBeDefined();
  expect(container.querySelector("progress")).not.toBeNull();
});

test("what was chosen goes to another connection's form while its picture is as it came, and no longer once it was removed", async () => {
  const part: WantedPart = { ...wish, visit: VISIT, came: { state: "ready", picture: picture(), element: undefined } };
  const { open, button, press } = form({ part });
  const first = open();
  await see(() => button("Retake")).toBeDefined();
  expect(first.chosen()).toBe(part);
  first.destroy();
  const second = open();
  await press("Remove");
  await see(() => button("Retake")).toBeUndefined();
  expect(second.chosen()).toBeUndefined();
});
