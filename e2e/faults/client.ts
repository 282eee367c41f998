import { dataUrl, noisePng } from "../../server/images/sample-images.ts";
import type { Chance } from "./chance.ts";
import { type Ledger, type Said, sha256 } from "./ledger.ts";
import { type Answered, stubborn, type Target } from "./stubborn.ts";

const STATUSES = ["triaged", "queued", "in_progress", "done"];
const CUSTOMERS = 40;
/** Three bytes a pixel, 64 pixels a row. */
const BYTES_A_ROW = 192;

const jsonOf = ({ bytes }: Answered) => JSON.parse(bytes.toString());

/** From 2 to 100 KB, more small ones than large ones, and no two alike. */
const somePicture = (chance: Chance): Buffer => {
  const kilobytes = 2 + Math.floor((chance.below(100) * chance.below(100)) / 100);
  return noisePng(64, Math.max(1, Math.round((kilobytes * 1_000) / BYTES_A_ROW)));
};

/**
 * Somebody who says things, changes them and replies, one after the other, until `isOver`. What is not answered is asked again
 * with the same key; what is answered stands in the ledger.
 */
export const runClient = async (
  target: Target,
  { ledger, chance, isOver }: { ledger: Ledger; chance: Chance; isOver: () => boolean },
): Promise<void> => {
  const ask = stubborn(target, ledger, chance);
  const mine: Said[] = [];
  const expectStatus = (what: string, { status, bytes }: Answered, ...allowed: number[]): boolean => {
    if (allowed.includes(status)) return true;
    ledger.wrong.push(`${what} was answered ${status}: ${bytes.toString().slice(0, 300)}`);
    return false;
  };

  /** A file, from the question where to send it to its last byte. @returns its upload's id. */
  const upload = async (file: Buffer): Promise<string | undefined> => {
    const wanted = JSON.stringify({ contentType: "text/plain", byteSize: file.length, kind: "file" });
    const permit = await ask("/v1/uploads", { method: "POST", key: "publishable", body: wanted });
    if (!expectStatus("POST /v1/uploads", permit, 201)) return undefined;
    const { id, url, method, headers } = jsonOf(permit);
    const sent = await ask(url, { method, key: "none", headers, body: file.toString() });
    // 409: the bytes were received, and only that answer was lost.
    return expectStatus("the bytes of an upload", sent, 200, 204, 409) ? id : undefined;
  };

  const say = async (): Promise<void> => {
    const key = chance.uuid();
    const word = key.replaceAll("-", "");
    const picture = chance.below(2) === 0 ? somePicture(chance) : null;
    const file = chance.below(8) === 0 ? Buffer.from(`file of ${word} `.repeat(1 + chance.below(500))) : null;
    const attachment = file && (await upload(file));
    if (file && !attachment) return;
    const content = `Said under load: ${word}`;
    const body = JSON.stringify({
      content,
      tags: ["load", `t${chance.below(5)}`],
      ...(chance.below(3) === 0 ? { customerEmail: `person${chance.below(CUSTOMERS)}@example.com` } : {}),
      ...(picture ? { screenshotDataUrl: dataUrl(picture) } : {}),
      ...(attachment ? { attachments: [attachment] } : {}),
    });
    const request = { method: "POST", key: "publishable", headers: { "Idempotency-Key": key }, body } as const;
    // Sometimes twice at once, as two tabs of one browser could.
    const twins = chance.below(10) === 0 ? 2 : 1;
    const answers = await Promise.all(Array.from({ length: twins }, () => ask("/v1/feedback", request)));
    if (!answers.every((answer) => expectStatus("POST /v1/feedback", answer, 201))) return;
    const ids = new Set(answers.map((answer) => jsonOf(answer).id as string));
    if (ids.size !== 1) ledger.wrong.push(`one submission got two ids: ${[...ids].join(", ")}`);
    ledger.replayed += answers.filter(({ headers }) => headers.get("Idempotent-Replay") === "true").length;
    const said: Said = {
      key,
      word,
      content,
      picture: picture && sha256(picture),
      files: file ? [sha256(file)] : [],
      id: [...ids][0] ?? "",
      replies: [],
    };
    mine.push(said);
    ledger.kept.push(said);
  };

  const change = async (said: Said): Promise<void> => {
    const status = STATUSES[chance.below(STATUSES.length)] ?? "done";
    const body = JSON.stringify({ status });
    const answer = await ask(`/v1/feedback/${said.id}`, { method: "PATCH", key: "secret", body });
    if (expectStatus("PATCH of a feedback", answer, 200)) said.status = status;
  };

  const reply = async (said: Said): Promise<void> => {
    const body = JSON.stringify({ content: `About ${said.word}` });
    const answer = await ask(`/v1/feedback/${said.id}/replies`, { method: "POST", key: "secret", body });
    if (expectStatus("a reply", answer, 201)) said.replies.push(jsonOf(answer).id);
  };

  while (!isOver()) {
    const known = mine[chance.below(mine.length)];
    const die = chance.below(100);
    if (!known || die < 75) await say();
    else await (die < 88 ? change(known) : reply(known));
  }
};
