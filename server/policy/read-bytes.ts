import type { IncomingMessage } from "node:http";
import { Problem } from "../problems.ts";
import type { PolicyContext, RequestContext } from "../services.ts";

/**
 * Reads a body, and stops at the limit. It reads Node's own stream: the web stream around it costs more than everything else that
 * happens to a small request.
 *
 * @throws Problem `payload_too_large`, and `invalid_json` for a body that does not arrive whole
 */
export const readBytes = (context: PolicyContext, limitBytes: number): Promise<Buffer> => {
  const incoming = (context as unknown as RequestContext).env.incoming as IncomingMessage;
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const settle = (finish: () => void): void => {
      incoming.off("data", onData).off("end", onEnd).off("close", onBroken).off("error", onBroken);
      finish();
    };
    const onData = (chunk: Buffer): void => {
      size += chunk.length;
      chunks.push(chunk);
      if (size > limitBytes) settle(() => reject(new Problem("payload_too_large", { limitBytes })));
    };
    const onEnd = (): void =>
      settle(() => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, size)));
    const onBroken = (): void =>
      settle(() => reject(new Problem("invalid_json", { reason: "it did not arrive whole" })));
    if (incoming.readableEnded) return onEnd();
    if (incoming.destroyed) return onBroken();
    incoming.on("data", onData).on("end", onEnd).on("close", onBroken).on("error", onBroken);
  });
};

/** Bytes that nobody here looks into. @throws Problem as `readBytes`, and `unsupported_media_type` for what would have to be unpacked */
export const readSentBytes = async (context: PolicyContext, limitBytes: number): Promise<Buffer> => {
  if (!/^(identity)?$/i.test(context.req.header("Content-Encoding") ?? ""))
    throw new Problem("unsupported_media_type", { expected: "bytes without a Content-Encoding" });
  if (Number(context.req.header("Content-Length") ?? 0) > limitBytes)
    throw new Problem("payload_too_large", { limitBytes });
  return readBytes(context, limitBytes);
};
