import { expect, test } from "vitest";
import { mailLink, personName } from "./person.ts";

test("a sender is called by name, else by e-mail, else Anonymous", () => {
  expect(personName({ customerName: "Ada", customerEmail: "ada@example.com" })).toBe("Ada");
  expect(personName({ customerName: null, customerEmail: "ada@example.com" })).toBe("ada@example.com");
  expect(personName({ customerName: null, customerEmail: null })).toBe("Anonymous");
});

test("an e-mail address can add nothing to the mail it starts", () => {
  expect(mailLink("ada+x@example.com")).toBe("mailto:ada%2Bx@example.com");
  expect(mailLink("a@example.com?bcc=b@evil.example")).not.toMatch(/[?&]/);
});
