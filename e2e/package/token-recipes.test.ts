import { execFile } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { RECIPES } from "../../console/install/recipes.ts";
import { asking } from "../../server-stub/asking.ts";
import { STUB_APP_ID } from "../../server-stub/fixture.ts";
import { type Stub, startStub } from "../../server-stub/start.ts";
import type { NewSigningSecret } from "../../shared/contract/signing-secret.ts";
import type { TokenTest } from "../../shared/contract/user-token.ts";
import { read } from "./source-files.ts";

/** The recipes of docs/tokens.md, by the heading that each stands under. */
const recipes: Record<string, string> = Object.fromEntries(
  read("docs/tokens.md")
    .split(/^## /m)
    .flatMap((section) => {
      const [, code] = /^```\w+\n(.*?)^```$/ms.exec(section) ?? [];
      return code ? [[section.slice(0, section.indexOf("\n")), code]] : [];
    }),
);

const USER = { id: 'user "42"\\', name: 'Zoë "Zo" O\'Hara \\ 李', email: "zoe@example.com" };
const { id, name, email } = USER;
/** A text as all of these languages write it: JSON's escapes are theirs. */
const [ID, NAME, EMAIL] = [id, name, email].map((text) => JSON.stringify(text));

type Way = {
  /** What it takes on the machine; without it the recipe is not run. */
  needs: string[];
  /** The recipe, and a program that prints what it makes for `USER`. */
  files: (recipe: string) => Record<string, string>;
  commands: string[][];
};
const WAYS: Record<string, Way> = {
  "Node.js": {
    needs: ["node"],
    files: (recipe) => ({ "main.mjs": `${recipe}console.log(earshotToken(${JSON.stringify(USER)}));` }),
    commands: [["node", "main.mjs"]],
  },
  Python: {
    needs: ["python3"],
    files: (recipe) => ({ "main.py": `${recipe}\nprint(earshot_token(${JSON.stringify(USER)}))\n` }),
    commands: [["python3", "main.py"]],
  },
  PHP: {
    needs: ["php"],
    files: (recipe) => ({
      "main.php": `${recipe}echo earshot_token(['id' => ${ID}, 'name' => ${NAME}, 'email' => ${EMAIL}]);`,
    }),
    commands: [["php", "main.php"]],
  },
  Ruby: {
    needs: ["ruby"],
    files: (recipe) => ({ "main.rb": `${recipe}puts earshot_token({ id: ${ID}, name: ${NAME}, email: ${EMAIL} })\n` }),
    commands: [["ruby", "main.rb"]],
  },
  Go: {
    needs: ["go"],
    files: (recipe) => ({
      "go.mod": "module example\n\ngo 1.18\n",
      "feedback/token.go": recipe,
      "main.go": `package main\nimport ("fmt"; "example/feedback")\nfunc main() { token, err := feedback.EarshotToken(${ID}, ${NAME}, ${EMAIL}); if err != nil { panic(err) }; fmt.Println(token) }\n`,
    }),
    commands: [["go", "run", "."]],
  },
  Java: {
    needs: ["javac", "java"],
    files: (recipe) => ({
      "EarshotToken.java": recipe,
      "Main.java": `class Main { public static void main(String[] none) throws Exception { System.out.println(EarshotToken.mint(${ID}, ${NAME}, ${EMAIL})); } }`,
    }),
    commands: [
      ["javac", "-encoding", "UTF-8", "Main.java", "EarshotToken.java"],
      ["java", "Main"],
    ],
  },
  "C#": {
    needs: ["mcs", "mono"],
    files: (recipe) => ({
      "token.cs": recipe,
      "main.cs": `static class Program { static void Main() { System.Console.WriteLine(EarshotToken.Mint(${ID}, ${NAME}, ${EMAIL})); } }`,
    }),
    commands: [
      ["mcs", "-out:main.exe", "main.cs", "token.cs"],
      ["mono", "main.exe"],
    ],
  },
  Shell: {
    needs: ["openssl", "sh"],
    files: (recipe) => ({ "main.sh": `set -eu\n${recipe}earshot_token "$1" "$2" "$3"\n` }),
    commands: [["sh", "main.sh", id, name, email]],
  },
};

const isThere = (program: string): boolean =>
  (process.env.PATH ?? "").split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });

let stub: Stub;
let folder: string;
let secret: string;
const { ask, submit } = asking(() => stub);
beforeAll(async () => {
  stub = await startStub({ clock: "running", mode: "private" });
  folder = await mkdtemp(join(tmpdir(), "earshot-recipes-"));
  ({ secret } = (await (
    await ask(`/v1/apps/${STUB_APP_ID}/signing-secrets`, { method: "POST" })
  ).json()) as NewSigningSecret);
});
afterAll(async () => {
  await stub.close();
  await rm(folder, { recursive: true, force: true });
});

const run = promisify(execFile);

test("every recipe of docs/tokens.md is one that is run here", () => {
  expect(Object.keys(recipes).sort()).toEqual(Object.keys(WAYS).sort());
});

test.for(Object.entries(WAYS))(
  "a token made by the recipe for %s lets its user send",
  { timeout: 240_000 }, // compilers are slow on a machine that does much else
  async ([language, way], { skip }) => {
    const missing = way.needs.filter((program) => !isThere(program));
    skip(missing.length > 0, `this machine has no ${missing.join(", ")}`);
    const cwd = join(folder, encodeURIComponent(language));
    for (const [file, text] of Object.entries(way.files(recipes[language] ?? ""))) {
      await mkdir(dirname(join(cwd, file)), { recursive: true });
      await writeFile(join(cwd, file), text);
    }
    let printed = "";
    for (const [program = "", ...rest] of way.commands) {
      const env = { ...process.env, EARSHOT_APP: STUB_APP_ID, EARSHOT_SIGNING_SECRET: secret };
      printed = (await run(program, rest, { cwd, env })).stdout;
    }
    const token = printed.trim();
    const tested = await ask(`/v1/apps/${STUB_APP_ID}/user-tokens/test`, { body: { token } });
    const { reason, claims } = (await tested.json()) as TokenTest;
    expect(claims, reason).toMatchObject({ sub: id, ctx: { name, email } });
    expect((await submit({ content: language }, { headers: { "Earshot-User-Token": token } })).status).toBe(201);
  },
);

test("the console shows the same recipes", () => {
  for (const [language, recipe] of Object.entries(RECIPES)) expect(recipes[language], language).toBe(recipe);
});
