import { readdirSync, readFileSync } from "node:fs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { asking } from "../../server-stub/asking.ts";
import { asOwner, signIn } from "../../server-stub/second-app.ts";
import { type Stub, startStub } from "../../server-stub/start.ts";
import { KEY_KINDS, type KeyKind, type Product } from "../../shared/contract/key-kinds.ts";
import { KEY_PROFILES, type KeyProfile } from "../keys/key-profiles.ts";
import { ALL_KEY_PROFILES, DIALECTS } from "./index.ts";

/** A kind of key as another dialect may have it: two places, and several limits at once. */
const METERED: KeyProfile = {
  kind: "metered",
  prefix: "m_",
  place: [{ in: "bearer" }, { in: "query", name: "key" }],
  isPlain: true,
  scopes: ["feedback:read"],
  inPages: false,
  submissions: { per: "key", rate: "secretKey" },
  buckets: [
    { name: "burst", requests: 4, seconds: 2 },
    { name: "day", requests: 6, seconds: 86_400 },
  ],
};

let stub: Stub;
let lines: string[];
beforeEach(async () => {
  lines = [];
  stub = await startStub({ keyProfiles: [...ALL_KEY_PROFILES, METERED], onLog: (line) => void lines.push(line) });
});
afterEach(() => stub.close());
const { ask } = asking(() => stub);
const make = async (body: object): Promise<string> => {
  const answer = await ask("/v1/keys", { ...(await asOwner(stub)), body: { name: "x", ...body } });
  expect(answer.status).toBe(201);
  return ((await answer.json()) as { text: string }).text;
};

test("a dialect is one file of at most 300 lines, which knows the engine's services and no other dialect", () => {
  const folder = new URL(".", import.meta.url);
  expect(readdirSync(folder)).toEqual(expect.arrayContaining(DIALECTS.map(({ name }) => `${name}.ts`)));
  for (const file of readdirSync(folder).filter((file) => !/^(dialect|index)\.ts$|\.test\.ts$/.test(file))) {
    const [dialect = ""] = file.split(/[-.]/);
    const source = readFileSync(new URL(file, folder), "utf8");
    expect(source.split("\n").length).toBeLessThanOrEqual(300);
    const imported = [...source.matchAll(/ from "([^"]+)"/g)].map(([, from = ""]) => from);
    const engine =
      /^(zod\/mini|\.\/dialect\.ts|\.\.\/\.\.\/shared\/contract\/|\.\.\/(apps|feedback|keys|members|policy|routes|tracking|usage)\/|\.\.\/(paging|problems|route|services)\.ts)/;
    const own = `./${dialect}-`; // a dialect whose records are many says them in a file beside its own
    expect(imported.filter((from) => !engine.test(from) && !from.startsWith(own))).toEqual([]);
  }
});

test("each kind of key is one, and belongs to its dialect", () => {
  const kinds = ALL_KEY_PROFILES.map(({ kind }) => kind);
  expect(new Set(kinds).size).toBe(kinds.length);
  for (const { name, keyProfiles } of DIALECTS)
    for (const { kind, dialect } of keyProfiles) {
      expect(dialect).toBe(name);
      expect(kind.startsWith(`${name}-`)).toBe(true);
    }
  for (const { kind } of KEY_PROFILES) expect(kinds).toContain(kind);
});

test("what members are told of each kind of key is what the server knows of it", () => {
  const known = (profiles: readonly KeyProfile[]): KeyKind[] =>
    profiles.map(({ kind, dialect, inPages, origins, roles, isPersonal, isSole }) => ({
      kind,
      ...(dialect === undefined ? {} : { product: dialect as Product }),
      ...(inPages ? { pages: origins ?? "origins" } : {}),
      ...(roles ? { roles: Object.keys(roles) } : {}),
      ...(isPersonal ? { isPersonal } : {}),
      ...(isSole ? { isSole } : {}),
    }));
  const told = KEY_KINDS.map(({ scopes: _, ...kind }) => kind);
  expect(
    told.toSorted((one, other) => one.kind.localeCompare(other.kind)),
    "each kind of key has its entry in shared/contract/key-kinds.ts, and its words in console/keys/text-en.ts and text-de.ts",
  ).toEqual(known(ALL_KEY_PROFILES).toSorted((one, other) => one.kind.localeCompare(other.kind)));
  for (const { kind, scopes } of KEY_KINDS)
    if (scopes) expect([kind, scopes]).toEqual([kind, ALL_KEY_PROFILES.find((one) => one.kind === kind)?.scopes]);
});

test("a kind of key can have two places: the header wins, and a key in the address reaches no log", async () => {
  const key = await make({ kind: "metered", scopes: ["feedback:read"] });
  const statusOf = async (path: string, header?: string): Promise<number> =>
    (await ask(path, { key: header ?? null })).status;
  expect(await statusOf("/v1/feedback", key)).toBe(200);
  expect(await statusOf(`/v1/feedback?key=${key}`)).toBe(200);
  expect(await statusOf(`/v1/feedback?key=${key}`, `${key}x`)).toBe(401);
  expect(await statusOf(`/as/userz/v1/feedback?key=${key}`)).toBe(401);
  for (const kind of ["productsights-secret", "userz-secret"])
    await ask(`/as/userz/v1/${await make({ kind })}`, { key: null });
  expect(lines.join("")).toContain("/as/userz/v1/sk_…");
  expect(lines.join("")).toContain("/as/userz/v1/ps_…");
  expect(lines.join("")).not.toContain(key.slice(2));
});

test("several limits hold at once: each refuses by itself, and a refusal takes from none", async () => {
  const key = await make({ kind: "metered", scopes: ["feedback:read"] });
  const answers = async (count: number) => {
    const statuses: Array<[number, string | null]> = [];
    for (let i = 0; i < count; i++) {
      const { status, headers } = await ask("/v1/feedback", { key });
      statuses.push([status, headers.get("x-ratelimit-limit")]);
    }
    return statuses;
  };
  expect(await answers(6)).toEqual([
    [200, "4"],
    [200, "4"],
    [200, "4"],
    [200, "4"],
    [429, "4"],
    [429, "4"],
  ]);
  stub.clock.advance(2_000); // the burst is whole again; of the day, two are left
  expect(await answers(4)).toEqual([
    [200, "6"],
    [200, "6"],
    [429, "6"],
    [429, "6"],
  ]);
  stub.clock.advance(86_400_000);
  expect(await answers(1)).toEqual([[200, "4"]]);
});

test("a limit that the team sets holds beside those of the kind", async () => {
  const key = await make({ kind: "metered", scopes: ["feedback:read"], limits: { secretKey: 2 } });
  const statuses = [];
  for (let i = 0; i < 3; i++) statuses.push((await ask("/v1/feedback", { key })).status);
  expect(statuses).toEqual([200, 200, 429]);
});

test("nobody gets in by the console's session, and a page may send a dialect's own header", async () => {
  const headers = { Cookie: await signIn(stub) };
  expect((await ask("/v1/feedback", { key: null, headers })).status).toBe(200);
  for (const path of ["/as/userz/v1/feedback", "/as/productsights/api/insights"])
    expect((await ask(path, { key: null, headers })).status).toBe(401);
  const preflight = (path: string) =>
    ask(path, {
      key: null,
      method: "OPTIONS",
      headers: { Origin: "https://a.example", "Access-Control-Request-Method": "POST" },
    });
  const allowed = async (path: string) => (await preflight(path)).headers.get("access-control-allow-headers");
  expect(await allowed("/as/userz/v1/feedback")).toContain("X-Userz-User-Token");
  expect(await allowed("/v1/feedback")).not.toContain("X-Userz");
});

test("no dialect answers where there is none: an unknown one is a 404 like any unknown address", async () => {
  const answer = await ask("/as/nobody/v1/feedback", {});
  expect([answer.status, await answer.json()]).toMatchObject([404, { error: { code: "not_found" } }]);
});

test("a dialect's document says what its own headers say", async () => {
  const saying = async (name: string): Promise<string> => (await ask(`/as/${name}/openapi.json`, { key: null })).text();
  expect(await saying("composite")).toContain("in seconds since 1970");
  expect(await saying("userz")).not.toContain("in seconds since 1970");
});
