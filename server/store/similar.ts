import type { Engine } from "./engine.ts";
import type { FeedbackReader, StoredFeedback } from "./feedback.ts";
import { feedbackFrom, readableFeedback } from "./feedback-rows.ts";
import { wordsOf } from "./search.ts";

/** So many of the words are looked up, the longest: they are the rare ones as a rule. */
const MOST_WORDS = 16;
/** So many records with a word are looked at, so that no word costs more than another; one that more have says little. */
const MOST_WITH_WORD = 300;
/** So many are read whole and compared. */
const MOST_COMPARED = 30;
/** Less than this is chance. */
const LEAST_SCORE = 0.2;

export type SimilarFeedback = { feedback: StoredFeedback; score: number };

/** One letter says nothing, unless its script writes whole words with one. */
const saysSomething = (word: string): boolean => word.length > 2 || /[^\p{ASCII}]/u.test(word);

const telling = (text: string): string[] => wordsOf(text).filter(saysSomething);

/** How much a word tells: less the more records have it, beside the word that most have. */
const weightOf = (records: number, most: number): number => Math.log(1 + most / Math.max(1, records)) ** 2;

const sum = (words: Iterable<string>, weights: Map<string, number>): number => {
  let total = 0;
  for (const word of words) total += weights.get(word) ?? 0;
  return total;
};

/**
 * The share of the telling words that the other has too, rare ones counting more; less for one that says much else besides.
 */
const scoreOf = (words: string[], weights: Map<string, number>, other: StoredFeedback): number => {
  const others = new Set(telling(other.submission.content));
  const all = sum(words, weights);
  const both = sum(
    words.filter((word) => others.has(word)),
    weights,
  );
  const share = all === 0 ? 0 : both / all;
  return share * Math.min(1, Math.sqrt(words.length / Math.max(1, others.size)));
};

/** Whether two are joined already: one is the other's duplicate, or both are of one. */
const areJoined = (one: StoredFeedback, other: StoredFeedback): boolean =>
  one.id === other.id ||
  other.duplicateOf === one.id ||
  one.duplicateOf === other.id ||
  (one.duplicateOf !== null && one.duplicateOf === other.duplicateOf);

/**
 * What says something alike in the same app, the most alike first. However much there is, so many words are looked up, and so many
 * records with each: the time does not grow with the inbox.
 *
 * @returns `undefined` when there is no such feedback.
 */
export const similarFeedback = async (
  { sql, read, search }: Engine,
  reader: FeedbackReader,
  id: string,
  limit: number,
): Promise<SimilarFeedback[] | undefined> => {
  const all = readableFeedback(sql, reader).selectAll("feedback");
  const [row] = await read(all.where("feedback.id", "=", id).compile());
  if (!row) return undefined;
  const one = feedbackFrom(row);
  const words = telling(one.submission.content)
    .sort((a, b) => b.length - a.length)
    .slice(0, MOST_WORDS);
  const having = new Map<string, string[]>();
  for (const word of words) {
    const found = await read(search.having({ word, appId: one.appId, limit: MOST_WITH_WORD }));
    having.set(
      word,
      found.map(({ feedback_id }) => feedback_id),
    );
  }
  const most = Math.max(...[...having.values()].map(({ length }) => length));
  const weights = new Map([...having].map(([word, ids]) => [word, weightOf(ids.length, most)]));
  const scores = new Map<string, number>();
  for (const [word, ids] of having)
    for (const found of ids) scores.set(found, (scores.get(found) ?? 0) + (weights.get(word) ?? 0));
  scores.delete(id);
  const best = [...scores].sort(([, a], [, b]) => b - a).slice(0, MOST_COMPARED);
  if (best.length === 0) return [];
  const ids = best.map(([id]) => id);
  const others = (await read(all.where("feedback.id", "in", ids).compile())).map(feedbackFrom);
  return others
    .filter((other) => !areJoined(one, other))
    .map((feedback) => ({ feedback, score: Math.round(scoreOf(words, weights, feedback) * 100) / 100 }))
    .filter(({ score }) => score >= LEAST_SCORE)
    .sort((a, b) => b.score - a.score || (a.feedback.id < b.feedback.id ? 1 : -1))
    .slice(0, limit);
};
