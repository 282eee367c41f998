import { expect } from "@playwright/test";
import { test } from "./fixtures/form-test.ts";
import { STATES } from "./fixtures/states.ts";

/** What a screen reader finds in each state of the dialog: all of it, in its order. */
const TREES: Record<string, string> = {
  "the form with complaints": `
    - dialog "Send feedback":
      - heading "Send feedback" [level=2]
      - button "Close"
      - group "What is it about?":
        - radio "Idea"
        - radio "Problem"
        - radio "Praise"
        - radio "Question"
        - radio "Other"
      - textbox "Your message" [invalid]
      - status: Write a few words first.
      - textbox "E-mail optional" [invalid]
      - status: This does not look like an e-mail address.
      - button "Add a screenshot"
      - button "Point at something"
      - group: What will be sent
      - button "Send"`,
  "the form as its owner wants it": `
    - dialog "Send feedback":
      - group "What is it about?":
        - radio "Idea"
        - radio "Problem" [checked]
      - textbox "Your message"
      - group "How do you like it?":
        - radio "1 of 5"
        - radio "2 of 5"
        - radio "3 of 5"
        - radio "4 of 5"
        - radio "5 of 5"
      - group "Topics":
        - checkbox "Checkout"
        - checkbox "Speed"
      - textbox "E-mail optional"
      - button "Send"`,
  "the form, filled in, with what will be sent": `
    - dialog "Send feedback":
      - group "What is it about?":
        - radio "Praise" [checked]
      - textbox "Your message": The total does not change.
      - figure "Screenshot":
        - img "Screenshot of this page"
        - button "Show larger"
        - button "Draw"
        - button "Retake"
        - button "Remove"
      - group:
        - text: What will be sent
        - list:
          - listitem:
            - checkbox "Message" [checked] [disabled]
          - listitem:
            - checkbox "What is it about?" [checked]
          - listitem:
            - checkbox "Address of the page" [checked]
          - listitem:
            - checkbox "Title of the page" [checked]
          - listitem:
            - checkbox "Screenshot" [checked]
          - listitem:
            - checkbox "How the screenshot was made" [checked]
          - listitem:
            - checkbox "Browser"
          - listitem:
            - checkbox "Language" [checked]
      - button "Send"`,
  "the form, a part of which cannot be loaded": `
    - dialog "Send feedback":
      - group:
        - text: What will be sent
        - button "Try again"
      - alert: "A part of this form could not be loaded. Check your connection and try again: your message is still here."
      - button "Send"`,
  "a picture shown larger": `
    - dialog "Screenshot of this page":
      - button "Close"
      - img "Screenshot of this page"`,
  sending: `
    - dialog "Send feedback":
      - status:
        - heading "Sending" [level=3]`,
  saved: `
    - dialog "Send feedback":
      - heading "Send feedback" [level=2]
      - button "Close"
      - status:
        - heading "Saved, will be sent" [level=3]
        - paragraph: The server is busy just now. Your feedback is safe on this device and will be sent by itself.
        - button "Copy as text"
        - button "Send another"
        - button "Done"`,
  sent: `
    - dialog "Send feedback":
      - status:
        - heading "Thank you" [level=3]
        - paragraph: Your feedback has arrived.
        - button "Send another"
        - button "Done"`,
  "needs you, for a key that is wrong": `
    - dialog "Send feedback":
      - heading "Not sent yet" [level=3]
      - alert: The feedback form of this site is not set up correctly. Its owner has to mend it.
      - textbox "Your message": The total does not change.
      - button "Throw away"
      - button "Copy as text"
      - button "Edit"`,
  "refused on an earlier visit": `
    - dialog "Send feedback":
      - paragraph:
        - text: Feedback of yours could not be sent.
        - button "Show it"
      - textbox "Your message"`,
};

for (const [name, tree] of Object.entries(TREES))
  test(`a screen reader finds all of it by name: ${name}`, async ({ form }) => {
    await STATES[name]?.(form);
    const dialogs = form.page.getByRole("dialog");
    await expect(dialogs.last()).toMatchAriaSnapshot(tree);
  });

test("a screen reader finds the launcher, and that it opens a dialog", async ({ form }) => {
  await form.page.goto(form.site.shop.url);
  await form.launcher.focus(); // what is said of it comes with the focus: the script tag has no byte for it
  await expect(form.launcher).toHaveAttribute("aria-haspopup", "dialog");
  await form.launcher.click();
  await expect(form.dialog).toMatchAriaSnapshot(`
    - dialog "Send feedback":
      - textbox "Your message"`);
});
