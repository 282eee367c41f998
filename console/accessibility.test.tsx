import { screen } from "@testing-library/preact";
import userEvent from "@testing-library/user-event";
import { text as inboxText } from "./inbox/text.ts";
import { exampleApp, exampleCode, exampleKey } from "./testing/example-extensions.ts";
import { fullRecord } from "./testing/example-record.ts";
import { judgeViews, type View } from "./testing/judge-views.tsx";
import { TEXT } from "./text.ts";

const record = fullRecord();
const other = fullRecord({ id: "68e25d000000000000000000", category: null, customerName: null, tags: ["a", "b", "c"] });

const heading = (name: string) => () => screen.findByRole("heading", { name });
const EXTENSIONS = {
  apps: [exampleApp(), exampleApp({ id: "68e25d00000000000000a002", name: "Tea Shop" })],
  codes: [exampleCode()],
  keys: [exampleKey(), exampleKey({ id: "68e25d00000000000000e002", name: "Firefox extension of Cleo" })],
};
/** A link was just made, and somebody is about to be cut off. */
const extensionsAtWork = async () => {
  const menu = await screen.findByRole("button", { name: TEXT.navigation.open }).catch(() => undefined);
  if (menu) await userEvent.click(menu); // on a phone
  await userEvent.click(await screen.findByRole("button", { name: TEXT.extensions.button }));
  await userEvent.type(await screen.findByRole("textbox", { name: TEXT.extensions.name }), "Dan{Enter}");
  await screen.findByRole("heading", { name: TEXT.extensions.made("Dan") });
  await userEvent.click(screen.getByRole("button", { name: TEXT.extensions.revokeOf("Chrome extension of Bo") }));
};
const VIEWS: Record<string, View> = {
  list: [{ records: [record, other] }, "", () => screen.findByText(inboxText.detail.none)],
  record: [{ records: [record, other] }, `#${record.id}`, () => screen.findByRole("article")],
  empty: [{}, "", heading(inboxText.empty.title)],
  "signed out": [{ signedIn: false }, "", heading(TEXT.session.out.title)],
  "refused link": [{ signedIn: false }, "#sign-in=used", heading(TEXT.session.link.title)],
  "connect link": [{}, "#connect=7K2M-9XQT-4HBD-W3FA", heading(TEXT.connect.title)],
  extensions: [{ records: [record], extensions: structuredClone(EXTENSIONS) }, "", extensionsAtWork],
  failure: [{ fault: "internal_error" }, "", heading(TEXT.session.failed)],
  missing: [{ records: [record] }, "#000000000000000000000009", heading(inboxText.detail.missing)],
};

judgeViews(VIEWS);
