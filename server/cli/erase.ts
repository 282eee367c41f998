import { notedFor } from "../policy/access.ts";
import type { Erased, StoredCustomer } from "../store/customers.ts";
import type { TrackedUser } from "../store/tracked-users.ts";
import { deleteFilesNow } from "../uploads/sweep-files.ts";
import { type Action, UsageError } from "./command.ts";
import { counted } from "./counted.ts";
import { table } from "./help.ts";
import { type Installation, pickApp, withInstallation } from "./installation.ts";

const PAGE = 100;

/** What each thing that goes is called: one of it, several. */
const NAMES: Record<keyof Erased, [one: string, many: string]> = {
  customers: ["person", "people"],
  feedback: ["feedback", "feedback"],
  pictures: ["picture", "pictures"],
  attachments: ["attached file", "attached files"],
  replies: ["reply", "replies"],
  events: ["event for webhooks", "events for webhooks"],
  idempotencyKeys: ["answer kept for repeats", "answers kept for repeats"],
  trackedUsers: ["tracked profile", "tracked profiles"],
  trackedEvents: ["tracked event", "tracked events"],
  recordings: ["chunk of a recording", "chunks of recordings"],
};

/** `1 person, 2 feedback`: what there was none of is left out. */
const whatWent = (total: Partial<Erased>): string =>
  (Object.keys(NAMES) as Array<keyof Erased>)
    .filter((what) => total[what])
    .map((what) => counted(total[what] ?? 0, ...NAMES[what]))
    .join(", ");

/** Everybody who is this person: by id, or exactly this address or `sub`, in each app they wrote to. */
const findPerson = async ({ store, operator }: Installation, word: string, appId: string | undefined) => {
  const byId = /^[0-9a-f]{24}$/.test(word) ? await store.customers.find(operator, word) : undefined;
  if (byId) return [byId];
  const found: StoredCustomer[] = [];
  for (let before: string | undefined; ; ) {
    const page = await store.customers.list(operator, { limit: PAGE, before, appId, search: word });
    found.push(...page.filter(({ email, sub }) => email?.toLowerCase() === word.toLowerCase() || sub === word));
    if (page.length < PAGE) return found;
    before = page.at(-1)?.id;
  }
};

/** Who is this by id or address in each of these apps, as far as they were tracked. */
const findTracked = async ({ store }: Installation, word: string, appIds: string[]): Promise<TrackedUser[]> =>
  (await Promise.all(appIds.map((appId) => store.trackedUsers.ofPerson(appId, { sub: word, email: word })))).flat();

/** `earshot erase`. */
export const erase: Action = {
  usage: "erase PERSON",
  summary: "erase a person: all they ever sent, and what was kept of it",
  about:
    "PERSON is an e-mail address, the id your user tokens give them (sub), or a customer's id. Their feedback goes with its pictures,\nfiles, replies, words in the search, and what webhooks were told of it, and so do their tracked events and recordings. Nothing brings it back, except a backup. Without --yes the\nperson is only shown.",
  words: [1, 1],
  options: {
    app: { type: "string", value: "APP", about: "only what they sent to this app (name or id)" },
    yes: { type: "boolean", about: "really erase" },
  },
  examples: [
    ["earshot erase ann@example.com", "shows who that is, and how much they sent"],
    ["earshot erase ann@example.com --yes", "erases them in every app, and counts what went"],
  ],
  run: (given, terminal) =>
    withInstallation(terminal, async (installation) => {
      const { store, operator } = installation;
      const word = given.words[0] ?? "";
      const named = given.text("app");
      const app = named === undefined ? undefined : await pickApp(installation, named);
      const people = (await findPerson(installation, word, app?.id)).filter(({ appId }) => !app || appId === app.id);
      const apps = new Map((await store.apps.list(operator)).map(({ id, name }) => [id, name]));
      // With a customer goes what was tracked of them as well; here are those who have sent nothing.
      const others = [...apps.keys()].filter((id) => !people.some(({ appId }) => appId === id));
      const tracked = await findTracked(installation, word, app ? others.filter((id) => id === app.id) : others);
      if (people.length + tracked.length === 0)
        throw new UsageError(
          `nobody here is ${word}. Give a whole e-mail address, a sub, or a customer's id; earshot export shows who wrote.`,
        );
      const shown = people.map(({ id, appId, name, email, sub, feedbackCount }) => ({
        id,
        app: appId,
        name,
        email,
        sub,
        feedback: feedbackCount,
      }));
      const shownTracked = tracked.map(({ id, appId, userId }) => ({ id, app: appId, userId }));
      if (!given.flag("yes"))
        return {
          json: { erased: false, customers: shown, tracked: shownTracked },
          text: [
            table(
              ["ID", "APP", "NAME", "E-MAIL", "FEEDBACK"],
              [
                ...people,
                ...tracked.map(({ id, appId }) => ({ id, appId, name: "", email: "", feedbackCount: 0 })),
              ].map(({ id, appId, name, email, feedbackCount }) => [
                id,
                apps.get(appId) ?? appId,
                name ?? "",
                email ?? "",
                String(feedbackCount),
              ]),
            ),
            "",
            "  Nothing was erased. Add --yes to erase them for good.",
          ].join("\n"),
        };
      const total: Partial<Erased> = {};
      const noted = notedFor(installation, operator);
      for (const went of [
        ...people.map(
          ({ id }) =>
            () =>
              store.customers.erase(operator, id, noted),
        ),
        ...tracked.map(
          ({ id }) =>
            () =>
              store.trackedUsers.erase(operator, id, noted),
        ),
      ]) {
        const erased = await went();
        for (const [what, count] of Object.entries(erased ?? {}) as Array<[keyof Erased, number]>)
          total[what] = (total[what] ?? 0) + count;
      }
      const filesDeleted = await deleteFilesNow(installation);
      return {
        json: { erased: true, customers: shown, tracked: shownTracked, counts: total, filesDeleted },
        text: [
          `  Erased ${word}: ${whatWent(total)}. Backups made before still hold them.`,
          ...(filesDeleted
            ? []
            : ["  Their files could not be deleted just now: the server does it as soon as the storage is back."]),
        ].join("\n"),
      };
    }),
};
