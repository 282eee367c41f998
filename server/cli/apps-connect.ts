import { createConnectCodeSchema } from "../../shared/contract/connect-code.ts";
import { connectLink } from "../../shared/contract/connect-link.ts";
import { makeConnectCode } from "../keys/connect-codes.ts";
import { checked } from "./checked.ts";
import type { Action } from "./command.ts";
import { pickApp, withInstallation } from "./installation.ts";

/** `earshot apps connect`: lets one person send from any page, with the browser extension. */
export const connect: Action = {
  usage: "apps connect [APP]",
  summary: "connect somebody's browser extension to an app",
  about:
    "Prints what they paste into the extension's settings. It works once, within a day, and gives their extension a publishable key\nof its own, named after them: earshot keys list shows it, earshot keys revoke ends it. APP is a name or an id; not needed where\nthere is one app.",
  words: [0, 1],
  options: {
    for: { type: "string", value: "NAME", fills: "name", about: "who will send; the key is named after them" },
  },
  examples: [
    ['earshot apps connect Shop --for "Ann Lee"', "then send Ann the link"],
    ['EARSHOT_URL=https://feedback.example.com earshot apps connect --for "Ann Lee"', "for somebody elsewhere"],
  ],
  run: (given, terminal) =>
    withInstallation(terminal, async (installation) => {
      const { publicUrl } = installation.config;
      const app = await pickApp(installation, given.words[0], "as APP");
      const wanted = checked(createConnectCodeSchema, { name: given.text("for") ?? "Somebody", app: app.id });
      const { code, expiresAt, ...made } = await makeConnectCode(
        installation,
        { ...installation.operator, keyId: null },
        wanted,
      );
      const link = publicUrl === undefined ? null : connectLink(publicUrl, code);
      return {
        json: { ...made, code, link, expiresAt: new Date(expiresAt).toISOString() },
        text: [
          ...(link === null
            ? [
                `  ${code}`,
                "",
                "  This is for the settings of the browser extension, with the address of your server beside it.",
              ]
            : [`  ${link}`, "", "  This is for the settings of the browser extension: paste it there."]),
          `  It works once, until ${new Date(expiresAt).toISOString().slice(0, 16).replace("T", " ")} UTC, and connects ${made.name} to ${JSON.stringify(app.name)}.`,
        ].join("\n"),
      };
    }),
};
