import { screen, waitFor } from "@testing-library/preact";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { exampleRecord } from "./testing/example-record.ts";
import { exampleServer } from "./testing/example-server.ts";
import { showApp } from "./testing/show-app.tsx";
import { TEXT } from "./text.ts";

const inbox = () => screen.findByRole("heading", { level: 1, name: "Inbox" });
const message = (title: string) => screen.findByRole("heading", { level: 1, name: title });

test("a sign-in link signs in, and its token leaves the address at once", async () => {
  const server = exampleServer({ signedIn: false, token: "the-token", records: [exampleRecord()] });
  showApp(server, "#sign-in=the-token");
  expect(location.href).not.toContain("the-token");
  await inbox();
  expect(location.hash).toBe("");
  expect(server.seen.slice(0, 2)).toEqual(["GET /v1/session", "POST /v1/session"]);
});

test("a used link says what to do, and its token is gone from the address too", async () => {
  showApp(exampleServer({ signedIn: false, token: "another" }), "#sign-in=used");
  await message(TEXT.session.link.title);
  expect(screen.getByText(/get a new link/)).toBeTruthy();
  expect(location.hash).toBe("");
});

test("who is signed in already does not use up the link", async () => {
  const server = exampleServer({ token: "the-token", records: [exampleRecord()] });
  showApp(server, "#sign-in=the-token");
  await inbox();
  expect(server.token).toBe("the-token");
  expect(location.hash).toBe("");
});

test("a link opened in a tab that shows the page already signs in", async () => {
  const server = exampleServer({ signedIn: false, token: "the-token", records: [exampleRecord()] });
  showApp(server);
  await message(TEXT.session.out.title);
  location.hash = "#sign-in=the-token";
  await inbox();
  expect(location.hash).toBe("");
});

test("a sign-in link leads whose session ended back to where they were", async () => {
  const server = exampleServer({ signedIn: false, token: "the-token", records: [exampleRecord()] });
  showApp(server, "#/members");
  await message(TEXT.session.out.title);
  location.hash = "#sign-in=the-token";
  await message(TEXT.rooms.members);
  expect(location.hash).toBe("#/members");
});

test("without an answer the link is kept for another try", async () => {
  const server = exampleServer({ signedIn: false, token: "the-token", fault: "no-answer", records: [exampleRecord()] });
  showApp(server, "#sign-in=the-token");
  await screen.findByText(TEXT.error.network);
  server.fault = undefined;
  await userEvent.click(screen.getByRole("button", { name: TEXT.tryAgain }));
  await inbox();
});

test("nobody signed in sees how to sign in, and no feedback is asked for", async () => {
  const server = exampleServer({ signedIn: false });
  showApp(server);
  await message(TEXT.session.out.title);
  await screen.findByText("npm start");
  await waitFor(() => expect(server.seen).toEqual(["GET /v1/session", "GET /v1/sign-in"]));
});

test("a session that ends while the inbox is open is told, and the feedback goes from the screen", async () => {
  const server = exampleServer({ records: [exampleRecord({ content: "For members only" })] });
  showApp(server);
  await screen.findByText("For members only");
  server.signedIn = false;
  await message(TEXT.session.ended.title);
  expect(screen.queryByText("For members only")).toBeNull();
});

test("signing out ends the session on the server", async () => {
  const server = exampleServer({ records: [exampleRecord()] });
  showApp(server);
  await inbox();
  await userEvent.click(screen.getByRole("button", { name: TEXT.session.signOut }));
  await message(TEXT.session.left.title);
  expect(server.signedIn).toBe(false);
});

test("when signing out fails the member is told, and stays", async () => {
  const server = exampleServer({ records: [exampleRecord()] });
  showApp(server);
  await inbox();
  server.fault = "no-answer";
  await userEvent.click(screen.getByRole("button", { name: TEXT.session.signOut }));
  await waitFor(() => expect(screen.getByText(TEXT.session.signOutFailed)).toBeTruthy());
  await inbox();
});

test("who follows a link for the extension is told what to do with it; its code leaves the address", async () => {
  showApp(exampleServer({ signedIn: false }), "#connect=7K2M-9XQT-4HBD-W3FA");
  await message(TEXT.connect.title);
  expect(screen.getByText(/#connect=7K2M-9XQT-4HBD-W3FA$/)).toBeTruthy();
  expect(location.hash).toBe("");
});
