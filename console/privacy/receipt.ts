import type { ErasedAnswer } from "../../shared/contract/customer.ts";
import { TEXT_OF_PRIVACY } from "./text.ts";

const text = TEXT_OF_PRIVACY.receipt;

/** What went, when, and by whom. Nothing in it tells who the person was: not their address, not their name, no hash of either. */
export type Receipt = ErasedAnswer & {
  /** Of the record that is gone. It was made by chance, and leads nowhere any more. */
  id: string;
  at: string;
  by: string;
  organization: string;
  app: string;
};

/** The receipt as a text file holds it. */
export const receiptText = ({ id, at, by, organization, app, erased, filesDeleted }: Receipt): string =>
  [
    text.head,
    "",
    `${text.at}: ${at}`,
    `${text.by}: ${by}`,
    `${text.organization}: ${organization}`,
    `${text.app}: ${app}`,
    `${text.record}: ${id}`,
    "",
    `${text.went}:`,
    ...Object.entries(text.counts).map(([name, label]) => `  ${label}: ${erased[name as keyof typeof erased]}`),
    "",
    filesDeleted ? text.files.gone : text.files.later,
    "",
  ].join("\n");
