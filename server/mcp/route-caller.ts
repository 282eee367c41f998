import { Hono } from "hono";
import { pathIds } from "../policy/path-ids.ts";
import type { Method, Route } from "../route.ts";
import type { Policy, PolicyContext, Variables } from "../services.ts";

/** What is asked of a route: its address with the names filled in, and what goes with it. */
export type Ask = {
  params?: Record<string, string>;
  query?: Record<string, string | number | undefined>;
  body?: unknown;
  headers?: Record<string, string | undefined>;
};

/** Asks a route on behalf of the request of this context. @throws Problem, and whatever else the route throws */
export type AskRoute = (context: PolicyContext, ask?: Ask) => Promise<Response>;
export type RouteCaller = (method: Method, path: string, policies?: Policy[]) => AskRoute;

/** What a route inside is handed beside its request. A body is handed over as it is: there is no stream to read it from. */
type Inside = { outer: PolicyContext; body: unknown };

/** What has been found out about a request once its key has passed. */
const FOUND = ["requestId", "address", "rate", "key", "keyProfile"] as const;

const filled = (path: string, params: Record<string, string>): string =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ""));

/**
 * Lets routes be asked from inside: their own parsing, work and answers, without a socket. The key has been looked at and counted
 * already, so a route's own policies do not run again; those that only it has are named by who asks.
 *
 * @throws Error when it is built for a route that is not there.
 */
export const createRouteCaller =
  (routes: readonly Route[]): RouteCaller =>
  (method, path, policies = []) => {
    const route = routes.find((candidate) => candidate.method === method && candidate.path === path);
    if (!route) throw new Error(`there is no route ${method} ${path}`);
    const app = new Hono<{ Variables: Variables; Bindings: Inside }>();
    const takeOver: Policy = (context, next) => {
      const { outer, body } = context.env as Inside;
      for (const name of FOUND) context.set(name, outer.get(name) as never);
      if (body !== undefined)
        context.set("body", { value: body, bytes: Buffer.from(JSON.stringify(body)), cut: undefined });
      return next();
    };
    app.on(method, [path.replace(/\{(\w+)\}/g, ":$1")], takeOver, ...policies, pathIds(), route.handle);
    app.onError((error) => {
      throw error; // whoever asked knows what to make of it
    });
    return async (outer, { params = {}, query = {}, body, headers = {} } = {}) => {
      const url = new URL(filled(path, params), "http://inside.invalid");
      for (const [name, value] of Object.entries(query))
        if (value !== undefined) url.searchParams.set(name, String(value));
      const sent = new Headers();
      for (const [name, value] of Object.entries(headers)) if (value !== undefined) sent.set(name, value);
      return app.fetch(new Request(url, { method, headers: sent }), { outer, body });
    };
  };
