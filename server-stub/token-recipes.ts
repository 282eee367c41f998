import { execFile } from "node:child_process";
import { accessSync, constants, readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";

/** The recipes of docs/tokens.md, by the heading that each stands under. */
export const recipes: Record<string, string> = Object.fromEntries(
  readFileSync(join(import.meta.dirname, "../docs/tokens.md"), "utf8")
    .split(/^## /m)
    .flatMap((section) => {
      const [, code] = /^```\w+\n(.*?)^```$/ms.exec(section) ?? [];
      return code ? [[section.slice(0, section.indexOf("\n")), code]] : [];
    }),
);

/** For whom each recipe makes a token: what a language could stumble over is in it. */
export const RECIPE_USER = { id: 'user "42"\\', name: 'Zoë "Zo" O\'Hara \\ 李', email: "zoe@example.com" };
const { id, name, email } = RECIPE_USER;
/** A text as all of these languages write it: JSON's escapes are theirs. */
const [ID, NAME, EMAIL] = [id, name, email].map((text) => JSON.stringify(text));

type Way = {
  /** What it takes on the machine; without it the recipe is not run. */
  needs: string[];
  /** The recipe, and a program that prints what it makes for `RECIPE_USER`. */
  files: (recipe: string) => Record<string, string>;
  commands: string[][];
};
export const WAYS: Record<string, Way> = {
  "Node.js": {
    needs: ["node"],
    files: (recipe) => ({ "main.mjs": `${recipe}console.log(earshotToken(${JSON.stringify(RECIPE_USER)}));` }),
    commands: [["node", "main.mjs"]],
  },
  Python: {
    needs: ["python3"],
    files: (recipe) => ({ "main.py": `${recipe}\nprint(earshot_token(${JSON.stringify(RECIPE_USER)}))\n` }),
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

const run = promisify(execFile);

/** What the recipe for a language needs that this machine has not. */
export const missingFor = (language: string): string[] =>
  (WAYS[language]?.needs ?? []).filter((program) => !isThere(program));

/** Runs a recipe as it stands in the document. @returns the token that it makes */
export const tokenByRecipe = async (language: string, app: string, signingSecret: string): Promise<string> => {
  const way = WAYS[language];
  if (!way) throw new Error(`there is no recipe for ${language}`);
  const cwd = await mkdtemp(join(tmpdir(), "earshot-recipe-"));
  try {
    for (const [file, text] of Object.entries(way.files(recipes[language] ?? ""))) {
      await mkdir(dirname(join(cwd, file)), { recursive: true });
      await writeFile(join(cwd, file), text);
    }
    let printed = "";
    for (const [program = "", ...rest] of way.commands) {
      const env = { ...process.env, EARSHOT_APP: app, EARSHOT_SIGNING_SECRET: signingSecret };
      printed = (await run(program, rest, { cwd, env })).stdout;
    }
    return printed.trim();
  } finally {
    await rm(cwd, { recursive: true, force: true });
  }
};
