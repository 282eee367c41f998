import type { CompiledQuery, Kysely, SelectQueryBuilder } from "kysely";
import type { Schema } from "./schema.ts";

/**
 * Full text search as one database does it. Words are cut here and not by the database, so that all find the same; what a person
 * asks for reaches it as words and never as its query language.
 */
export type Search = {
  /** What a migration does to make the index. */
  create(): CompiledQuery[];
  /** Belongs into the unit that writes the feedback. What `wordsOf` finds in its texts is what it is found by. */
  put(feedback: { id: string; appId: string; texts: string[] }): CompiledQuery;
  /** Belongs into the unit that deletes them. */
  remove(ids: string[]): CompiledQuery;
  removeApp(appId: string): CompiledQuery;
  /** The ids of at most so many of an app's feedback that have this very word. */
  having(search: { word: string; appId: string; limit: number }): CompiledQuery<{ feedback_id: string }>;
  /** The feedback of these apps that has all the words, each whole or as a beginning: newest first, and older than `before`. */
  newest<Row>(
    query: FeedbackQuery<Row>,
    search: { words: string[]; appIds: string[]; before?: string | undefined },
  ): FeedbackQuery<Row>;
};

export type FeedbackQuery<Row> = SelectQueryBuilder<Schema, "feedback", Row>;
export type MakeSearch = (sql: Kysely<Schema>) => Search;

/** A longer word is found by its beginning. Databases bound a word too, but not all alike. */
const LONGEST = 64;
const MOST_WORDS = 4_000;

/** These are written without spaces between words: each character is a word of its own. */
const WORD =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]|[[\p{L}\p{N}]--[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]]+/gv;

/** Letters, digits and signs of ASCII only. */
export const PLAIN = /^[\n\r\t -~]*$/;
const PLAIN_WORD = /[a-z0-9]+/g;

/** The words of texts, each once: letters and digits, small, without accents. */
export const wordsOf = (...texts: string[]): string[] => {
  const words = new Set<string>();
  for (const text of texts) {
    // Most texts are plain: then the same words are found without tables of characters, many times quicker.
    const found = PLAIN.test(text)
      ? text.toLowerCase().match(PLAIN_WORD)
      : text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().match(WORD);
    for (const word of found ?? []) {
      if (words.size === MOST_WORDS) break;
      words.add(word.slice(0, LONGEST));
    }
  }
  return [...words];
};

/** One letter begins half of all words: asked for alone it means itself. */
export const isBeginning = (word: string): boolean => word.length > 1;
