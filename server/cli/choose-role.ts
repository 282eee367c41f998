import { createInterface } from "node:readline/promises";
import { MEMBER_ROLES, type MemberRole } from "../../shared/contract/enumerations.ts";

const DEFAULT: MemberRole = "product";

const roleFrom = (answer: string): MemberRole | undefined => {
  const text = answer.trim().toLowerCase();
  return text === "" ? DEFAULT : (MEMBER_ROLES.find((role) => role === text) ?? MEMBER_ROLES[Number(text) - 1]);
};

/** Asks the person at the terminal what they do in the team: a key may capture only when its owner has said so. */
export const chooseRole = async (input: NodeJS.ReadableStream, output: NodeJS.WritableStream): Promise<MemberRole> => {
  const terminal = createInterface({ input, output });
  try {
    output.write("\n  Welcome to Earshot. What do you do in your team?\n\n");
    for (const [index, role] of MEMBER_ROLES.entries()) output.write(`    ${index + 1}  ${role}\n`);
    for (;;) {
      const role = roleFrom(await terminal.question(`\n  A number or a word [${DEFAULT}]: `));
      if (role) return role;
      output.write(`  Choose a number from 1 to ${MEMBER_ROLES.length}, or one of the words above.\n`);
    }
  } finally {
    terminal.close();
  }
};

/** What an owner is taken for where nobody can be asked. */
export const defaultRole = DEFAULT;
