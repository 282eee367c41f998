import * as z from "zod/mini";
import { EarshotError } from "../../shared/errors.ts";
import type { Picture } from "../messages.ts";
import type { PartWish, WantedPart } from "../part.ts";
import { type SignAction, sign, unsign } from "../part-sign.ts";
import type { SessionSettings } from "../settings.ts";
import { TEXT } from "../text.ts";
import { type PartTab, partPicture } from "./part-picture.ts";

/** Who has not fetched a picture by then has forgotten it. */
export const PART_ALARM = "part";
const KEPT_MINUTES = 5;

/** What the page's own script of ours says: that something was decided there, not what. */
const saidSchema = z.strictObject({ part: z.uuid() });

/** Who said it, as the browser tells us. */
export type Sender = {
  id?: string | undefined;
  frameId?: number | undefined;
  tab?: { id?: number | undefined } | undefined;
};

export type PartOptions = {
  kept: SessionSettings["part"];
  /** The extension's id. */
  id: string;
  page(tabId: number): PartTab;
  take(tab: { tabId: number; windowId: number }): Promise<Picture>;
  alarms: { create(name: string, info: { delayInMinutes: number }): unknown };
  action: SignAction & { openPopup(options: { windowId: number }): Promise<void> };
};

/**
 * The wish for a picture of a part of a page, from the press in the form until its picture is fetched by it. All of it stands in the
 * session's storage, for popup and worker may both be gone before somebody has chosen.
 */
export const partKeeper = ({ kept, id, page, take, alarms, action }: PartOptions) => {
  const end = async ({ tabId, visit }: WantedPart) =>
    page(tabId)
      .end(visit)
      .catch(() => {}); // that page is gone

  /** Brings the form back; where the browser does not let us, its button says that there is something. */
  const goBack = (wanted: WantedPart): Promise<void> =>
    action.openPopup({ windowId: wanted.windowId }).catch(() => sign(action, wanted).catch(() => {}));

  /** What came of it, where it fits into the session's storage. */
  const keep = async (wanted: WantedPart, came: WantedPart["came"]): Promise<WantedPart> => {
    const decided: WantedPart = { ...wanted, came };
    const failed: WantedPart = { ...wanted, came: { state: "failed", message: TEXT.pictureFailed } };
    return kept.set(decided).then(
      () => decided,
      () => kept.set(failed).then(() => failed),
    );
  };

  const decide = async (visit: string, tabId: number | undefined): Promise<void> => {
    const wanted = await kept.get();
    if (wanted?.visit !== visit || wanted.tabId !== tabId || wanted.came.state !== "choosing") return;
    const came = await partPicture(visit, page(tabId), () => take(wanted));
    if (!came || (await kept.get())?.visit !== visit) return; // nothing yet, or nobody wants it any more
    const decided = await keep(wanted, came);
    alarms.create(PART_ALARM, { delayInMinutes: KEPT_MINUTES });
    if (wanted.by === "popup") await goBack(decided);
  };

  return {
    /** Lays the selector over the tab's page. @returns The visit's name. @throws {EarshotError} `screenshot_failed` where the browser keeps us out. */
    async begin(wish: PartWish): Promise<string> {
      const former = await kept.get();
      if (former) {
        void end(former); // not waited for: a tab that hangs holds up no other
        await unsign(action, former.tabId);
      }
      const visit = crypto.randomUUID();
      await kept.set({ ...wish, visit, came: { state: "choosing" } }); // before: it may be decided at once
      const begun = await page(wish.tabId)
        .begin(visit)
        .catch(() => false);
      if (begun) return visit;
      await kept.clear();
      throw new EarshotError("screenshot_failed", TEXT.pictureRefused);
    },

    /** The form no longer wants it. */
    async stop(visit: string): Promise<void> {
      const wanted = await kept.get();
      if (wanted?.visit !== visit) return;
      await kept.clear();
      await end(wanted);
    },

    /** All of the tab is to be pictured, and our selector is no part of its page: who is still choosing there hears that it is over. */
    async callOff(tabId: number): Promise<void> {
      const wanted = await kept.get();
      if (wanted?.tabId !== tabId || wanted.came.state !== "choosing") return;
      await kept.clear();
      await end(wanted);
    },

    /** The page's script has something to say. Whatever else says anything gets no answer, not even an empty one. */
    hear(message: unknown, sender: Sender): Promise<void> | undefined {
      const said = saidSchema.safeParse(message);
      if (!said.success || sender.id !== id || sender.frameId !== 0) return undefined;
      return decide(said.data.part, sender.tab?.id);
    },

    /** It was not fetched. A choice that is still being made goes on. */
    async forget(): Promise<void> {
      const wanted = await kept.get();
      if (!wanted || wanted.came.state === "choosing") return;
      await kept.clear();
      await unsign(action, wanted.tabId);
    },
  };
};
