import { type Message, type Params, RpcError } from "./message.ts";

/** Since this version every message says which it is of, and there is no handshake. */
export const MODERN = "2026-07-28";
/** Versions with a handshake, the newest first: one is agreed on by `initialize`. */
const WITH_HANDSHAKE = ["2025-11-25", "2025-06-18"] as const;
export const VERSIONS: readonly string[] = [MODERN, ...WITH_HANDSHAKE];

/** Which of the two ways of speaking a message is of. */
export type Era = "handshake" | "modern";

/** The version that `initialize` agrees on: the one asked for, or else the newest. */
export const agreedVersion = (asked: unknown): string =>
  WITH_HANDSHAKE.find((version) => version === asked) ?? WITH_HANDSHAKE[0];

const hasHandshake = (version: string | undefined): boolean => WITH_HANDSHAKE.some((known) => known === version);

const META = "io.modelcontextprotocol/";
const isObject = (value: unknown): value is Params =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What a header says: as it is, or in the protocol's own base64 where it would not fit into a header. */
const headerText = (value: string): string => {
  const encoded = /^=\?base64\?([A-Za-z0-9+/]*={0,2})\?=$/.exec(value)?.[1];
  return encoded === undefined ? value : Buffer.from(encoded, "base64").toString("utf8");
};

/** Whose name stands in a header too, and under which name in the parameters. */
const NAMED = new Map([
  ["tools/call", "name"],
  ["prompts/get", "name"],
  ["resources/read", "uri"],
]);

/**
 * How a message is to be read. What a modern one says of itself in its headers must be what is in its body: whoever stands
 * between (balancers, gateways) decides by the headers.
 *
 * @throws RpcError with status 400, as the protocol wants it.
 */
export const eraOf = ({ method, params = {} }: Message, header: (name: string) => string | undefined): Era => {
  const said = header("MCP-Protocol-Version");
  const meta = isObject(params._meta) ? params._meta : {};
  const own = meta[`${META}protocolVersion`];
  if (method === "initialize" || (own === undefined && (said === undefined || hasHandshake(said)))) return "handshake";

  const asked = own ?? said;
  if (asked !== MODERN)
    throw new RpcError(
      "unsupportedVersion",
      `This server does not speak that version. It speaks ${VERSIONS.join(", ")}.`,
      {
        data: { supported: VERSIONS, requested: typeof asked === "string" ? asked.slice(0, 64) : null },
        status: 400,
      },
    );
  if (own === undefined || !isObject(meta[`${META}clientCapabilities`]))
    throw new RpcError(
      "invalidParams",
      `params._meta needs ${META}protocolVersion and ${META}clientCapabilities in every request.`,
      { status: 400 },
    );
  const name = NAMED.get(method);
  const wanted: Array<[header: string, value: unknown]> = [
    ["MCP-Protocol-Version", own],
    ["Mcp-Method", method],
    ...(name === undefined ? [] : [["Mcp-Name", params[name]] as [string, unknown]]),
  ];
  for (const [which, value] of wanted) {
    const sent = header(which);
    if (sent === undefined || headerText(sent) !== value)
      throw new RpcError("headerMismatch", `The header ${which} must be there and say what the body says.`, {
        status: 400,
      });
  }
  return "modern";
};
