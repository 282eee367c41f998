import * as z from "zod/mini";
import { submissionSchema } from "../shared/contract/submission.ts";

const MOST_ADDRESS = 65_536;
/** A selection is cut far sooner (`background/menus.ts`), an image's address is not. */
const MOST_QUOTED = 65_536;

/** Where the form is that wants it: a popup is gone once the page is clicked, a panel stays. */
const asker = z.enum(["popup", "panel"]);

const rectangle = z.strictObject({ x: z.number(), y: z.number(), width: z.number(), height: z.number() });
const gap = z.strictObject({ reason: z.string(), rect: z.optional(rectangle) });
const picture = z.strictObject({ dataUrl: z.string(), durationMs: z.number(), gaps: z.array(gap) });

/** What the form asks: a part of this tab's page. */
export const partWishSchema = z.strictObject({
  tabId: z.int(),
  windowId: z.int(),
  by: asker,
  /** The page's address: of another page it is no picture. */
  url: z.optional(z.string().check(z.maxLength(MOST_ADDRESS))),
  /** What the message began with. */
  quote: z.string().check(z.maxLength(MOST_QUOTED)),
});
export type PartWish = z.output<typeof partWishSchema>;

/** A part of a page that somebody was asked to choose, until its picture is in the form. There is one at a time. */
export const partSchema = z.strictObject({
  ...partWishSchema.shape,
  /** The name under which the page knows of it. */
  visit: z.uuid(),
  came: z.union([
    z.strictObject({ state: z.literal("choosing") }),
    z.strictObject({ state: z.literal("cancelled") }),
    z.strictObject({ state: z.literal("failed"), message: z.string() }),
    z.strictObject({ state: z.literal("ready"), picture, element: submissionSchema.shape.element }),
  ]),
});
export type WantedPart = z.output<typeof partSchema>;
