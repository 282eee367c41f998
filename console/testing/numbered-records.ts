import { screen } from "@testing-library/preact";
import type { Feedback } from "../../shared/contract/record.ts";
import { exampleRecord } from "./example-record.ts";
import type { ExampleServer } from "./example-server.ts";

export const idOf = (number: number): string => number.toString(16).padStart(24, "0");
/** "Feedback N" for each number from the first down to the last: the newest first. */
export const numbered = (from: number, to: number): Feedback[] =>
  Array.from({ length: from - to + 1 }, (_, index) =>
    exampleRecord({ id: idOf(from - index), content: `Feedback ${from - index}` }),
  );
/** Its row, once it is there. */
export const listed = (number: number): Promise<HTMLElement> =>
  screen.findByRole("link", { name: new RegExp(`Feedback ${number}\\b`) });
/** As the server has it. */
export const numberedOf = (server: ExampleServer, number: number): Feedback =>
  server.records.find(({ id }) => id === idOf(number))!;
export const rowTexts = (): (string | null)[] =>
  [...document.querySelectorAll(".row-text")].map(({ textContent }) => textContent);
