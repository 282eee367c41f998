import * as z from "zod/mini";

/**
 * One JSON-RPC message as a client may send it: a request, or a notification when it has no `id`. Answers are none of these: this
 * server asks clients nothing. What is in `params` belongs to the method.
 */
export const messageSchema = z.object({
  jsonrpc: z.literal("2.0", 'must be "2.0": one JSON-RPC message, not a list of them'),
  id: z.optional(z.union([z.string().check(z.maxLength(256)), z.int()])),
  method: z.string().check(z.minLength(1), z.maxLength(256)),
  params: z.optional(z.record(z.string(), z.unknown())),
});
export type Message = z.output<typeof messageSchema>;
export type Params = Record<string, unknown>;

/** What is answered instead of a result. The codes are those of JSON-RPC and of the protocol. */
export const RPC_ERRORS = {
  methodNotFound: -32601,
  invalidParams: -32602,
  headerMismatch: -32020,
  unsupportedVersion: -32022,
} as const;

/** A message that cannot be answered with a result, because of how the client made it. */
export class RpcError extends Error {
  readonly code: number;
  readonly data: Record<string, unknown> | undefined;
  /** Of the HTTP answer. Before protocol version 2026-07-28 every answer to a message is 200. */
  readonly status: 200 | 400 | 404;

  constructor(
    name: keyof typeof RPC_ERRORS,
    message: string,
    { data, status = 200 }: { data?: Record<string, unknown>; status?: RpcError["status"] } = {},
  ) {
    super(message);
    this.code = RPC_ERRORS[name];
    this.data = data;
    this.status = status;
  }
}

/** Parameters of a method. @throws RpcError */
export const parseParams = <S extends z.core.$ZodType>(schema: S, params: Params | undefined): z.output<S> => {
  const parsed = z.safeParse(schema, params ?? {});
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues
    .slice(0, 3)
    .map(({ path, message }) => `${["params", ...path].join(".").slice(0, 100)}: ${message.slice(0, 200)}`);
  throw new RpcError("invalidParams", `The parameters are not valid: ${wrong.join("; ")}.`);
};
