import type { Connect } from "../ask.ts";
import type { Port } from "../messages.ts";

type End = Port & { hear(message: unknown): void; close(): void };

const end = (name: string, sender: Port["sender"]): End => {
  const messages: ((message: unknown) => void)[] = [];
  const closings: (() => void)[] = [];
  let open = true;
  return {
    name,
    sender,
    postMessage: () => {},
    disconnect: () => {},
    onMessage: { addListener: (listener) => void messages.push(listener) },
    onDisconnect: { addListener: (listener) => void closings.push(listener) },
    hear: (message) => {
      if (open) for (const listener of messages) listener(JSON.parse(JSON.stringify(message)));
    },
    close: () => {
      if (open) for (const listener of closings) listener();
      open = false;
    },
  };
};

/** Two ends of a port as browsers make them: messages are copied and arrive later; the end that closes is not told so itself. */
const portPair = (name: string, sender: Port["sender"]): [page: End, worker: End] => {
  const page = end(name, undefined);
  const worker = end(name, sender);
  const join = (from: End, to: End) => {
    from.postMessage = (message) => queueMicrotask(() => to.hear(message));
    from.disconnect = () => queueMicrotask(() => to.close());
  };
  join(page, worker);
  join(worker, page);
  return [page, worker];
};

/**
 * A worker without a browser: what it is given as `listener` meets each port a page opens.
 *
 * @param sender Who the browser says opened the port.
 * @returns `kill` ends all open ports, as the browser does when it stops a worker.
 */
export const workerDouble = (
  listener: (port: Port) => void,
  sender: Port["sender"],
): { connect: Connect; kill(): void } => {
  let pages: End[] = [];
  return {
    connect: ({ name }) => {
      const [page, worker] = portPair(name, sender);
      pages.push(page);
      queueMicrotask(() => listener(worker));
      return page;
    },
    kill: () => {
      for (const page of pages) page.close();
      pages = [];
    },
  };
};
