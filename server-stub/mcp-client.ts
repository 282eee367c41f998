import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import type { Stub } from "./start.ts";

export type McpOptions = {
  /** The stub's own secret key, which may do everything, unless it is said. */
  key?: string;
  /** `handshake` greets first, as all did before 2026-07-28; else the version that every request names. */
  version?: "handshake" | "2026-07-28";
};

type Content = { type: string; text?: string; data?: string; mimeType?: string };
export type Called = { text: string; data: Record<string, unknown>; isError: boolean; content: Content[] };

/** What an agent's client does with a stub: the protocol's own client, over HTTP. It checks answers against the schemas of their tools. */
export const mcpClient = async (stub: Stub, { key = stub.secretKey, version = "2026-07-28" }: McpOptions = {}) => {
  const client = new Client(
    { name: "test", version: "1" },
    version === "handshake" ? {} : { versionNegotiation: { mode: { pin: version } } },
  );
  const headers = { Authorization: `Bearer ${key}` };
  await client.connect(new StreamableHTTPClientTransport(new URL(`${stub.url}/mcp`), { requestInit: { headers } }));
  return {
    client,
    names: async (): Promise<string[]> => (await client.listTools()).tools.map(({ name }) => name),
    async call(name: string, args: Record<string, unknown> = {}): Promise<Called> {
      const answer = await client.callTool({ name, arguments: args });
      const content = answer.content as Content[];
      return {
        text: content[0]?.text ?? "",
        data: (answer.structuredContent ?? {}) as Record<string, unknown>,
        isError: answer.isError ?? false,
        content,
      };
    },
  };
};
