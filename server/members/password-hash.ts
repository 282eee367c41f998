import * as crypto from "node:crypto";
import { promisify } from "node:util";

/**
 * How passwords are kept: `algorithm$parameters$salt$hash`. argon2id where this Node can, with OWASP's least parameters (19 MiB, 2 passes,
 * 1 lane); scrypt with OWASP's (N = 2^17, r = 8, p = 1) elsewhere. What was kept with other parameters is still understood, and kept
 * anew at the next sign-in.
 */
type Algorithm = {
  name: string;
  parameters: string;
  derive(password: string, salt: Buffer, parameters: string): Promise<Buffer>;
};

const HASH_BYTES = 32;
const numbersIn = (text: string): number[] => text.split(",").map(Number);

const scryptAsync = promisify<string, Buffer, number, crypto.ScryptOptions, Buffer>(crypto.scrypt);
const scrypt: Algorithm = {
  name: "scrypt",
  parameters: "131072,8,1",
  derive(password, salt, parameters) {
    const [N = 0, r = 0, p = 0] = numbersIn(parameters);
    return scryptAsync(password, salt, HASH_BYTES, { N, r, p, maxmem: 256 * N * r });
  },
};

/** Node's own from 24.7 on; not in every build. */
type Argon2 = (
  algorithm: string,
  parameters: Record<string, unknown>,
  done: (error: Error | null, hash: Buffer) => void,
) => void;
const argon2 = (crypto as unknown as { argon2?: Argon2 }).argon2;

const argon2id: Algorithm = {
  name: "argon2id",
  parameters: "19456,2,1",
  derive: (password, nonce, parameters) =>
    new Promise((resolve, reject) => {
      const [memory, passes, parallelism] = numbersIn(parameters);
      if (!argon2)
        return reject(new Error("this Node has no argon2: use the Node that set the password, or a sign-in link"));
      const options = { message: password, nonce, memory, passes, parallelism, tagLength: HASH_BYTES };
      argon2("argon2id", options, (error, hash) => (error ? reject(error) : resolve(hash)));
    }),
};

const PREFERRED = argon2 ? argon2id : scrypt;

/** What is kept of a password. @param password NFC, as the contract's schema leaves it. */
export const hashPassword = async (password: string, random = crypto.randomBytes): Promise<string> => {
  const { name, parameters, derive } = PREFERRED;
  const salt = random(16);
  const hash = await derive(password, salt, parameters);
  return [name, parameters, salt.toString("base64url"), hash.toString("base64url")].join("$");
};

/**
 * Whether this is the password that was kept. It takes as long where nothing was kept: who asks cannot tell by the time whether there
 * is somebody.
 */
export const isPassword = async (password: string, kept: string | undefined): Promise<boolean> => {
  const [name, parameters = "", salt = "", hash = ""] = kept?.split("$") ?? [];
  const algorithm = [argon2id, scrypt].find((known) => known.name === name);
  const derived = algorithm
    ? await algorithm.derive(password, Buffer.from(salt, "base64url"), parameters)
    : await PREFERRED.derive(password, Buffer.alloc(16), PREFERRED.parameters);
  const expected = algorithm ? Buffer.from(hash, "base64url") : Buffer.alloc(HASH_BYTES);
  return expected.length === derived.length && crypto.timingSafeEqual(expected, derived) && algorithm !== undefined;
};

/** Whether it would be kept otherwise today. */
export const isOutdated = (kept: string): boolean => !kept.startsWith(`${PREFERRED.name}$${PREFERRED.parameters}$`);
