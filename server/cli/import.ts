import { SOURCES } from "../import/index.ts";
import { type Pulled, pull } from "../import/pull.ts";
import { type Source, SourceError } from "../import/source.ts";
import { StartError } from "../start-error.ts";
import { type Action, type Given, type Terminal, UsageError } from "./command.ts";
import { counted } from "./counted.ts";
import { pickApp, withInstallation } from "./installation.ts";

const KEY = "EARSHOT_IMPORT_KEY";
const NAMES = SOURCES.map(({ name }) => name);

const sourceOf = (word: string | undefined): Source => {
  const source = SOURCES.find(({ name }) => name === word);
  if (!source) throw new UsageError(`there is no product ${word}. Choose one of ${NAMES.join(", ")}.`);
  return source;
};

/** From the environment: arguments are seen by everybody on the machine. */
const keyOf = ({ environment }: Terminal, { title, keyPrefix }: Source): string => {
  const key = environment[KEY]?.trim();
  if (!key) throw new UsageError(`there is no key of ${title}. Set ${KEY} to one that may read.`);
  if (!key.startsWith(keyPrefix) || !/^[\x21-\x7e]{8,512}$/.test(key))
    throw new UsageError(
      `what ${KEY} holds is no key of ${title}: they begin with ${keyPrefix}. Give one that may read.`,
    );
  return key;
};

const addressOf = (given: Given, { title, address }: Source, publicUrl: string | undefined): URL => {
  const text = given.text("from") ?? address;
  if (text === undefined) throw new UsageError(`say where the API of ${title} is, with --from.`, { needsHelp: true });
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.search || url.hash)
    throw new UsageError("--from is no address of an API. Write it like https://api.example.com, without a key.");
  // What would be read is what is here: each item a second time.
  if (url.origin === publicUrl)
    throw new UsageError(`--from is the address of this installation. Give the one where ${title} is.`);
  return url;
};

/** Another Earshot answers as a product only behind that product's path: elsewhere it refuses the key, or finds nothing. */
const hintOf = (given: Given, { name }: Source, { status }: SourceError): string => {
  const isElsewhere = given.text("from") !== undefined && !given.text("from")?.includes("/as/");
  return isElsewhere && (status === 401 || status === 404)
    ? ` The address of another Earshot has /as/${name} behind it.`
    : "";
};

const nothing = (): Pulled => ({
  imported: 0,
  present: 0,
  tooOld: 0,
  refused: 0,
  reasons: {},
  notes: {},
});

const inWords = ({ imported, present, tooOld, refused }: Pulled): string =>
  [
    `${imported} imported`,
    `${present} here already`,
    ...(tooOld > 0 ? [`${tooOld} older than the app keeps feedback`] : []),
    ...(refused > 0 ? [`${refused} left out`] : []),
  ].join(", ");

const EVERY_MS = 1_000;

/** A line at most once a second. */
const progressTo = ({ note }: Terminal, { name }: Source) => {
  let [said, last] = [-EVERY_MS, ""];
  return (pulled: Pulled): void => {
    const line = `  ${name}: ${inWords(pulled)}\n`;
    const now = performance.now();
    if (now - said < EVERY_MS || line === last) return;
    [said, last] = [now, line];
    note(line);
  };
};

const countsOf = (title: string, counts: Record<string, number>): string[] =>
  Object.entries(counts).length === 0
    ? []
    : ["", `  ${title}`, ...Object.entries(counts).map(([what, count]) => `    ${count} × ${what}`)];

/** `earshot import`. */
export const importFeedback: Action = {
  usage: "import PRODUCT",
  summary: "pull feedback over from another product, with a key of theirs",
  about: [
    `PRODUCT is ${NAMES.join(", ")}. The key is one that may read there, in ${KEY}: arguments would be seen by`,
    "everybody on the machine. It is sent to that address and kept nowhere. Each item keeps its time and its status, and comes with",
    "its tags, its sender, its replies and its pictures as far as the product hands them out; from Insighto people come, too, from",
    "Composite users and events. Recordings of sessions stay there.",
    "",
    "Run it again whenever you like: what is here already stays as it is, and what you deleted here stays away. Whatever stops it",
    "(power, network, Ctrl+C), the same command goes on where it was. The server may run meanwhile. Webhooks are not told, unless",
    "you say --announce.",
    "",
    "Texts that are longer than ours may be are cut, and fields that do not fit are left out; each is named on standard error. An item",
    "that cannot be read, or that the product does not hand out, is left out until the next run, and the command then ends with 1.",
  ].join("\n"),
  words: [1, 1],
  options: {
    app: { type: "string", value: "APP", about: "into this app (name or id); not needed where there is one" },
    from: { type: "string", value: "URL", about: "where its API is; the product's own address unless said" },
    announce: { type: "boolean", about: "tell webhooks of each, as of any new feedback" },
  },
  examples: [
    ["EARSHOT_IMPORT_KEY=... earshot import userz --app Shop", "everything that the key sees, into one app"],
    [
      "EARSHOT_IMPORT_KEY=... earshot import userz --app Shop --from https://old.example.com/as/userz",
      "from another Earshot, which answers as that product",
    ],
  ],
  run: (given, terminal) =>
    withInstallation(terminal, async (installation) => {
      const source = sourceOf(given.words[0]);
      const [key, address] = [keyOf(terminal, source), addressOf(given, source, installation.config.publicUrl)];
      const app = await pickApp(installation, given.text("app"));
      const pulled = nothing();
      const { note } = terminal;
      const announce = given.flag("announce");
      const onPage = progressTo(terminal, source);
      try {
        await pull({ ...installation, source, app, address, key, announce, note, onPage }, pulled);
      } catch (error) {
        if (!(error instanceof SourceError)) throw error;
        note(`  ${source.name}: ${inWords(pulled)}\n`);
        throw new StartError(
          `${source.title} cannot be read any further: ${error.message}${hintOf(given, source, error)} What is here stays; run the same command again, and it goes on.`,
        );
      }
      return {
        json: { product: source.name, app: app.id, ...pulled },
        text: [
          `  ${counted(pulled.imported, "item")} of ${source.title} imported into ${JSON.stringify(app.name)}: ${inWords(pulled)}.`,
          ...countsOf("Not brought along:", pulled.notes),
          ...countsOf("Left out:", pulled.reasons),
        ].join("\n"),
        exitCode: pulled.refused > 0 ? 1 : 0,
      };
    }),
};
