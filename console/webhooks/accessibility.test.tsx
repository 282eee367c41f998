import { screen } from "@testing-library/preact";
import userEvent from "@testing-library/user-event";
import { axeOfViews, type View } from "../testing/axe-of-views.ts";
import { type ExampleWebhooks, exampleWebhook, exampleWebhooks, webhooksAnswer } from "../testing/example-webhooks.ts";
import { text } from "./text.ts";

const ID = exampleWebhook().id;
const server = (given: Partial<ExampleWebhooks> = {}) => {
  const known = exampleWebhooks(given);
  return { rooms: [webhooksAnswer(known)] };
};
const press = async (name: string) => userEvent.click(await screen.findByRole("button", { name }));
const sheet = (name: string) => screen.findByRole("dialog", { name });
const afterPressing = (button: string, title: string) => async () => {
  await press(button);
  await sheet(title);
};

const VIEWS: Record<string, View> = {
  list: [server, "#/webhooks", () => screen.findAllByRole("row")],
  empty: [() => server({ webhooks: [] }), "#/webhooks", () => screen.findByRole("heading", { name: text.empty.title })],
  adding: [
    server,
    "#/webhooks",
    async () => {
      await press(text.add);
      await press(text.form.save.add);
      await screen.findByText(text.form.problem.missing);
    },
  ],
  one: [server, `#/webhooks/${ID}`, () => screen.findAllByRole("row")],
  "switched off": [
    server,
    "#/webhooks/68e25d00000000000000f003",
    () => screen.findByText(text.offWhy.failing, { exact: false }),
  ],
  "about to be deleted": [server, `#/webhooks/${ID}`, afterPressing(text.one.remove, text.remove.title)],
  "a new secret": [
    server,
    `#/webhooks/${ID}`,
    async () => {
      await press(text.one.rotate);
      await press(text.rotate.action);
      await sheet(text.secret.title.rotated);
    },
  ],
  delivery: [
    server,
    `#/webhooks/${ID}/68e25d00000000000000f101`,
    () => sheet(text.delivery.title(text.event("feedback.created"))),
  ],
};

axeOfViews(VIEWS);
