import type { Config } from "../config.ts";
import { type Check, ok, warning } from "./check.ts";

const LOOK_MS = 5_000;
const isLocal = (host: string): boolean => /^(localhost|127\.|\[?::1\]?$)/.test(host);

/** Whether an Earshot answers at this address. */
export const isEarshot = async (url: string, milliseconds = LOOK_MS): Promise<boolean> => {
  try {
    const answer = await fetch(new URL("/healthz", url), { signal: AbortSignal.timeout(milliseconds) });
    return ((await answer.json()) as { status?: unknown }).status !== undefined;
  } catch {
    return false;
  }
};

/** Where browsers reach the server: whether links lead there, whether it is safe on the way, and who answers. */
export const checkAddress = async ({
  publicUrl,
  host,
  port,
  trustedProxyHops,
}: Pick<Config, "publicUrl" | "host" | "port" | "trustedProxyHops">): Promise<Check[]> => {
  if (publicUrl === undefined)
    return [
      isLocal(host)
        ? ok("address", `http://localhost:${port}, for this machine only`)
        : warning(
            "address",
            `EARSHOT_URL is not set: links to sign in lead to http://localhost:${port}`,
            "Set EARSHOT_URL to the address that browsers use, such as https://feedback.example.com.",
          ),
    ];
  const { protocol, hostname } = new URL(publicUrl);
  const checks: Check[] = [];
  if (protocol === "http:" && !isLocal(hostname))
    checks.push(
      warning(
        "address",
        `${publicUrl} is not https: keys and feedback can be read on the way`,
        "Put a proxy with https in front, and set EARSHOT_URL to its address.",
      ),
    );
  if (protocol === "https:" && trustedProxyHops === 0)
    checks.push(
      warning(
        "address",
        "TRUST_PROXY_HOPS is 0: behind a proxy all visitors count as one, and share one limit",
        "Set TRUST_PROXY_HOPS to how many proxies stand in front: 1, where it is one.",
      ),
    );
  checks.push(
    (await isEarshot(publicUrl))
      ? ok("address", `an Earshot answers at ${publicUrl}`)
      : warning(
          "address",
          `no Earshot answers at ${publicUrl} from here`,
          "Start the server; then check that the name leads here and that the proxy passes everything to the port.",
        ),
  );
  return checks;
};
