import { connect } from "node:net";

export type RawOptions = {
  /** Sent again and again until the server closes the connection. */
  trickle?: string;
  /** Closes our half when all has been sent: nothing more will come. */
  halfClose?: boolean;
};

/** Sends text to a server as it is, and gives all it answers until it closes the connection. */
export const rawExchange = (
  url: string,
  text: string | Uint8Array,
  { trickle, halfClose = false }: RawOptions = {},
): Promise<string> =>
  new Promise((resolve, reject) => {
    let answer = "";
    const socket = connect(Number(new URL(url).port), "127.0.0.1", () => {
      socket.write(text);
      if (halfClose) socket.end();
    });
    const drip = trickle ? setInterval(() => socket.writable && socket.write(trickle), 50) : undefined;
    socket.on("data", (chunk) => {
      answer += chunk;
    });
    socket.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE" && error.code !== "ECONNRESET") reject(error);
    });
    socket.on("close", () => {
      clearInterval(drip);
      resolve(answer);
    });
  });

export type RawAnswer = { status: number; headers: Record<string, string>; body: string; code: string | undefined };

/** The answers in what a server sent, in order. */
export const answersIn = (text: string): RawAnswer[] => {
  const answers: RawAnswer[] = [];
  for (let rest = text; rest !== ""; ) {
    const end = rest.indexOf("\r\n\r\n");
    const [line = "", ...lines] = rest.slice(0, end).split("\r\n");
    const headers = Object.fromEntries(
      lines.map((one) => [one.slice(0, one.indexOf(":")).toLowerCase(), one.slice(one.indexOf(":") + 1).trim()]),
    );
    const length = Number(headers["content-length"] ?? rest.length);
    const body = rest.slice(end + 4, end + 4 + length);
    const code = /"code":"(\w+)"/.exec(body)?.[1];
    answers.push({ status: Number(line.split(" ")[1]), headers, body, code });
    rest = rest.slice(end + 4 + length);
  }
  return answers;
};
