import { screen, waitFor } from "@testing-library/preact";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { text as keysText } from "../keys/text.ts";
import { doorAnswers, exampleDoors } from "../testing/example-doors.ts";
import { keysAnswers, tokenTest } from "../testing/example-keys.ts";
import { exampleServer } from "../testing/example-server.ts";
import { showApp } from "../testing/show-app.tsx";
import { TEXT } from "../text.ts";
import { TEXT_OF_SESSION } from "./text.ts";

beforeEach(() => {
  sessionStorage.clear();
  return page.viewport(1280, 800);
});

const OTHER = { id: "68e25d00000000000000b005", name: "Otto Other" };
const password = "four words of mine";

const nameField = async () => {
  await userEvent.click(await screen.findByRole("button", { name: keysText.newKey }));
  return screen.findByRole<HTMLInputElement>("textbox", { name: keysText.form.name });
};
const signIn = async (email: string) => {
  await screen.findByRole("heading", { level: 1, name: TEXT.session.ended.title });
  await userEvent.type(screen.getByLabelText(TEXT_OF_SESSION.email), email);
  await userEvent.type(screen.getByLabelText(TEXT_OF_SESSION.password), `${password}{Enter}`);
};

test("what was written when the session ended is there for the same member, in the same place, and never for another", async () => {
  const members = [
    { email: "olive@example.com", password, member: {} },
    { email: "otto@example.com", password, member: OTHER },
  ];
  const server = exampleServer({
    rooms: [keysAnswers({ secrets: [], token: tokenTest() })],
    doors: [doorAnswers(exampleDoors({ members }))],
  });
  showApp(server, "#/keys");
  await userEvent.type(await nameField(), "Words of Olive");
  server.signedIn = false;
  await userEvent.click(screen.getByRole("button", { name: keysText.form.make }));

  await signIn("otto@example.com");
  const ofOtto = await nameField();
  expect(ofOtto.value).toBe("");
  await userEvent.type(ofOtto, "Words of Otto");
  server.signedIn = false;
  await userEvent.click(screen.getByRole("button", { name: keysText.form.make }));

  await signIn("olive@example.com");
  expect((await nameField()).value).toBe("Words of Olive");
});

test("where somebody else signs in in another tab, this tab is theirs too: nothing goes out in the wrong name", async () => {
  const server = exampleServer();
  showApp(server, "#/keys");
  await screen.findByRole("link", { name: "Olive Owner" });
  server.member = { ...server.member, ...OTHER };
  const tab = new BroadcastChannel("earshot-member");
  await waitFor(() => {
    tab.postMessage(OTHER.id); // again and again: the first may come before this tab listens
    expect(screen.getByRole("link", { name: OTHER.name })).toBeTruthy();
  });
  expect(screen.queryByText("Olive Owner")).toBeNull();
  tab.close();
});
