import { newMark } from "../shared/transport/mark.ts";
import { personOf } from "../shared/transport/person.ts";
import type { Signer, UserToken } from "../shared/transport/user-token.ts";
import type { Connection } from "./delivery.ts";
import type { DraftStore, Words } from "./draft.ts";
import { earlyDraft } from "./early-draft.ts";
import { ifAllowed } from "./if-allowed.ts";
import { lazily } from "./lazily.ts";
import type { Ports } from "./ports.ts";

export type PagePorts = Ports & {
  draft: DraftStore;
  /** Sends what earlier visits left, and goes on until it is all sent. Never rejects. */
  resume(): Promise<void>;
  /** Who is signed in at the host, for apps in private mode; `null` when nobody is any more. What waited for it is sent. */
  setUserToken(token: UserToken | null): void;
};

/**
 * The ports of a page: the outbox in its IndexedDB, and the engines for pictures. Each is loaded at its first use.
 *
 * @param connection Where to send, and with which publishable key.
 */
export const pagePorts = (connection: Connection, signal: AbortSignal): PagePorts => {
  /** What holds a password now may be made readable before a picture is taken. */
  const passwords = new WeakSet<Element>(document.querySelectorAll("input[type=password i]"));
  let signer: Signer | undefined;
  let given: UserToken | null = null;
  let changed: (wasSignedIn: boolean) => void = () => {};
  const delivery = lazily(async () => (await import("./while-writing.ts")).deliver(connection, () => signer, signal));
  /** Until what keeps drafts is there, which may be never: the tab's own, as `draftIn` reads it. Of nobody in private mode. */
  let isEarly = false;
  let keepEarly = (words: Words): void => {
    if (signer || !(words.content || isEarly)) return;
    isEarly = true;
    ifAllowed(() => window.sessionStorage.setItem(`earshot:draft:${connection.key}`, earlyDraft(words)));
  };
  const drafts = <T>(work: (draft: DraftStore) => Promise<T>) =>
    delivery()
      .then(({ draft }) => {
        keepEarly = () => {};
        return work(draft);
      })
      .catch(() => undefined as T);

  return {
    submit: async (submission, report, along) => (await delivery()).submit(submission, report, along),
    takeScreenshot: async (cancelled) =>
      (await import("./picture/of-page.ts")).pictureOfPage(passwords, connection, () => signer, cancelled),
    exactScreenshot: async () => (await import("./picture/of-tab.ts")).pictureOfTab(passwords),
    // Without an answer the form is as the site says.
    settings: () =>
      import("./settings.ts").then(({ readSettings }) => readSettings(connection, signal)).catch(() => undefined),
    asUser: () => signer && { ...connection, signer },
    whenUserChanges(listener) {
      changed = listener;
    },
    refused: {
      list: async () => (await delivery()).refused.list(),
      discard: async (id) => (await delivery()).refused.discard(id),
    },
    files: {
      read: async () => (await delivery()).files.read(),
      keep: async (files) => (await delivery()).files.keep(files),
      ready: async () => (await delivery()).files.ready(),
    },
    // A draft is a courtesy: what goes wrong with it is not told.
    draft: {
      read: () => drafts((draft) => draft.read()),
      write(words) {
        keepEarly(words);
        return drafts((draft) => draft.write(words));
      },
      drop: (content) => drafts((draft) => draft.drop(content)),
    },
    resume: () =>
      delivery()
        .then((it) => it.resume())
        .catch(() => {}),
    setUserToken(token) {
      const before = given;
      given = token;
      // A newer token of the same person changes nothing that is seen. Of a function nobody knows for whom it will speak.
      const isSame =
        token === null
          ? before === null
          : typeof token === "string" && typeof before === "string" && personOf(token) === personOf(before);
      // Only where tokens are used is their code fetched.
      const ask: Signer["ask"] = async (renew, within) => {
        const { askForToken } = await import("../shared/transport/user-token.ts");
        return token ? askForToken(token, renew, within) : undefined;
      };
      signer = token ? { mark: newMark(), renewable: typeof token === "function", ask } : undefined;
      if (!isSame) changed(before !== null);
      if (signer)
        void delivery().then(
          (it) => it.signedIn(),
          () => {},
        );
    },
  };
};
