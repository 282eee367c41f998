import * as z from "zod/mini";
import { submissionSchema } from "../../shared/contract/submission.ts";
import type { Part } from "../content/part/part.ts";
import partScript from "../content/part/part-in-page.ts?script&iife";
import type { PartWords } from "../content/part/words.ts";
import { askInjected, askPage } from "./in-page.ts";
import type { PartTab } from "./part-picture.ts";

const length = z.number().check(z.gt(0));
const place = {
  box: z.object({ x: z.number(), y: z.number(), width: length, height: length }),
  viewport: z.object({ width: z.number().check(z.gte(1)), height: z.number().check(z.gte(1)) }),
};
const placeSchema = z.union([z.literal("gone"), z.object(place)]);
const outcomeSchema = z.union([
  z.enum(["choosing", "cancelled", "left", "gone"]),
  z.object({ ...place, element: submissionSchema.shape.element }),
]);

type InPage = { earshotPart?: Part };

/* These run in the page, in the extension's own world there, where the injected file has left its functions. */
const callBegin = (visit: string, words: string) =>
  (globalThis as InPage).earshotPart?.begin(visit, JSON.parse(words) as PartWords);
const callOutcome = (visit: string) => (globalThis as InPage).earshotPart?.outcome(visit);
const callPlace = (visit: string) => (globalThis as InPage).earshotPart?.place(visit);
const callEnd = (visit: string) => (globalThis as InPage).earshotPart?.end(visit);

/** The selector in a tab that the user has just pointed the extension at. */
export const partTabOf = (tabId: number, words: PartWords): PartTab => ({
  begin: async (visit) =>
    (await askInjected(tabId, partScript, () =>
      askPage(tabId, z.boolean(), callBegin, [visit, JSON.stringify(words)]),
    )) ?? false,
  outcome: (visit) => askPage(tabId, outcomeSchema, callOutcome, [visit]),
  place: (visit) => askPage(tabId, placeSchema, callPlace, [visit]),
  end: async (visit) => void (await askPage(tabId, z.boolean(), callEnd, [visit])),
});
