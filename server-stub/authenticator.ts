import { createHash, createSign, generateKeyPairSync, randomBytes } from "node:crypto";

const sha256 = (bytes: Buffer | string): Buffer => createHash("sha256").update(bytes).digest();

/** As much of CBOR as an authenticator needs: small numbers, bytes, texts and maps. */
const cbor = (value: number | string | Buffer | Map<number | string, unknown>): Buffer => {
  const head = (major: number, size: number): Buffer =>
    size < 24
      ? Buffer.from([(major << 5) | size])
      : size < 256
        ? Buffer.from([(major << 5) | 24, size])
        : Buffer.from([(major << 5) | 25, size >> 8, size & 255]);
  if (typeof value === "number") return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === "string") return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  const entries = [...value].flatMap(([key, one]) => [cbor(key), cbor(one as number)]);
  return Buffer.concat([head(5, value.size), ...entries]);
};

const UP = 1;
const UV = 4;
const AT = 64;

export type Answering = {
  /** As the browser would write it; a phisher's page has another. */
  origin: string;
  challenge: string;
  /** Otherwise than it should be, for tests of refusals. */
  rpId?: string;
  isVerified?: boolean;
  counter?: number;
  type?: string;
  userHandle?: string;
};

/** An authenticator with one key of its own (ES256), and the browser around it: for tests without a browser. */
export const softAuthenticator = (rpId: string) => {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { x = "", y = "" } = publicKey.export({ format: "jwk" });
  const credentialId = randomBytes(32);
  const id = credentialId.toString("base64url");
  let counter = 0;
  let userHandle: string | undefined;

  const clientData = (type: string, { origin, challenge }: Answering) =>
    Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  const data = (flags: number, asked: Answering, more: Buffer[] = []) => {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(asked.counter ?? ++counter);
    const verified = (asked.isVerified ?? true) ? UV : 0;
    return Buffer.concat([sha256(asked.rpId ?? rpId), Buffer.from([flags | UP | verified]), count, ...more]);
  };

  return {
    id,
    /** What `navigator.credentials.create` gives, as JSON. */
    create(asked: Answering & { userId: string }) {
      userHandle = asked.userId;
      const key = new Map<number, unknown>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, Buffer.from(x, "base64url")],
        [-3, Buffer.from(y, "base64url")],
      ]);
      const length = Buffer.from([0, credentialId.length]);
      const authData = data(AT, asked, [Buffer.alloc(16), length, credentialId, cbor(key)]);
      const attestation = new Map<string, unknown>([
        ["fmt", "none"],
        ["attStmt", new Map()],
        ["authData", authData],
      ]);
      return {
        id,
        rawId: id,
        type: "public-key",
        response: {
          clientDataJSON: clientData(asked.type ?? "webauthn.create", asked).toString("base64url"),
          attestationObject: cbor(attestation).toString("base64url"),
          transports: ["internal"],
        },
        clientExtensionResults: {},
      };
    },
    /** What `navigator.credentials.get` gives, as JSON. */
    get(asked: Answering) {
      const client = clientData(asked.type ?? "webauthn.get", asked);
      const authenticatorData = data(0, asked);
      const signature = createSign("sha256").update(authenticatorData).update(sha256(client)).sign(privateKey);
      return {
        id,
        rawId: id,
        type: "public-key",
        response: {
          clientDataJSON: client.toString("base64url"),
          authenticatorData: authenticatorData.toString("base64url"),
          signature: signature.toString("base64url"),
          userHandle: asked.userHandle ?? userHandle,
        },
        clientExtensionResults: {},
      };
    },
  };
};
