import { type Answer, type Seen, startAnsweringServer } from "../api/answering-server.ts";
import { SENDER_ROUTES } from "../contract/sender-routes.ts";
import { accepted } from "./open-page.ts";

/** The three requests of a submission with files. */
export type Step = "ask" | "put" | "submit";

const stepOf = ({ method, path }: Seen): Step =>
  method === "PUT" ? "put" : path.startsWith(SENDER_ROUTES.uploads) ? "ask" : "submit";

/** The nth upload's id, from 0. */
export const uploadId = (nth: number): string => nth.toString(16).padStart(24, "0");

/** For tests: a server that takes files and submissions as the real one does, unless `answer` says otherwise. */
export const startFileServer = async (answer: (step: Step, seen: Seen) => Answer | undefined = () => undefined) => {
  let asked = 0;
  const server = await startAnsweringServer((seen) => {
    const step = stepOf(seen);
    const given = answer(step, seen);
    if (given) return given;
    if (step === "submit") return accepted;
    if (step === "put") return { status: 204 };
    const { contentType } = JSON.parse(seen.body) as { contentType: string };
    const id = uploadId(asked++);
    const url = `http://${seen.headers.host}/v1/uploads/${id}/content?token=t`;
    const upload = { id, url, method: "PUT", headers: { "Content-Type": contentType }, expiresAt: "" };
    return { status: 201, body: JSON.stringify(upload) };
  });
  return {
    ...server,
    url: server.url,
    steps: () => server.seen.map(stepOf),
    of: (step: Step) => server.seen.filter((seen) => stepOf(seen) === step),
  };
};

export const file = (name: string, content = name, type = "text/plain") => new File([content], name, { type });
