import type { Policy, RequestContext, Services } from "../services.ts";
import { access } from "./access.ts";

/** A page whose name was turned to this machine (DNS rebinding) still asks by its own name. */
const LOOPBACK_HOST = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;

/** A collector on this machine reads without a key. A proxy on it does not lend that right to those behind it. */
export const metricsReader = (services: Services): Policy => {
  const byKey = access(services, "usage:read");
  return async (context, next) => {
    const peer = (context as unknown as RequestContext).env?.incoming?.socket.remoteAddress ?? "";
    const isLocal =
      /^(127\.|::1$|::ffff:127\.)/.test(peer) &&
      LOOPBACK_HOST.test(context.req.header("Host") ?? "") &&
      context.req.header("X-Forwarded-For") === undefined;
    const isPage = context.req.header("Sec-Fetch-Site") !== undefined;
    return isLocal && !isPage ? next() : byKey(context, next);
  };
};
