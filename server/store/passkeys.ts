import type { Selectable } from "kysely";
import type { Engine } from "./engine.ts";
import { type Noted, note } from "./noted.ts";
import type { Schema } from "./schema.ts";
import { insertSession, type NewSession } from "./sessions.ts";

export type PasskeyRecord = {
  id: string;
  memberId: string;
  /** As base64url: what the authenticator calls it. */
  credentialId: string;
  publicKey: Buffer;
  /** How often it was used, as far as the authenticator counts. */
  counter: number;
  transports: string[];
  name: string;
  createdAt: number;
  lastUsedAt: number | null;
};

export type PasskeyStore = {
  /** `false` when somebody has this credential already. */
  add(passkey: Omit<PasskeyRecord, "lastUsedAt">, noted?: Noted): Promise<boolean>;
  /** A member's own, oldest first. */
  list(memberId: string): Promise<PasskeyRecord[]>;
  findByCredential(credentialId: string): Promise<PasskeyRecord | undefined>;
  /** Starts a session for one that has answered; `false` when it is gone, or was used meanwhile. */
  signIn(passkey: PasskeyRecord, used: { counter: number; at: number }, session: NewSession): Promise<boolean>;
  /** `false` when the member has none with this id. */
  remove(memberId: string, id: string, noted?: Noted): Promise<boolean>;
};

const recordFrom = (row: Selectable<Schema["passkeys"]>): PasskeyRecord => ({
  id: row.id,
  memberId: row.member_id,
  credentialId: row.credential_id,
  publicKey: Buffer.from(row.public_key),
  counter: row.counter,
  transports: JSON.parse(row.transports) as string[],
  name: row.name,
  createdAt: row.created_at,
  lastUsedAt: row.last_used_at,
});

export const passkeyStore = (engine: Engine): PasskeyStore => {
  const { sql } = engine;
  return {
    async add({ id, memberId, credentialId, publicKey, counter, transports, name, createdAt }, noted) {
      const query = sql
        .insertInto("passkeys")
        .values({
          id,
          member_id: memberId,
          credential_id: credentialId,
          public_key: publicKey,
          counter,
          transports: JSON.stringify(transports),
          name,
          created_at: createdAt,
        })
        .onConflict((conflict) => conflict.doNothing())
        .compile();
      const entry = { appId: null, action: "passkey.added", subject: `member ${memberId}`, details: { passkey: id } };
      return (await engine.write([{ query, expectRows: 1 }, ...note(sql, noted, entry)])).done;
    },
    async list(memberId) {
      const query = sql.selectFrom("passkeys").selectAll().where("member_id", "=", memberId).orderBy("id").compile();
      return (await engine.read(query)).map(recordFrom);
    },
    async findByCredential(credentialId) {
      const query = sql.selectFrom("passkeys").selectAll().where("credential_id", "=", credentialId).compile();
      const [row] = await engine.read(query);
      return row && recordFrom(row);
    },
    async signIn({ id, memberId, counter: before }, { counter, at }, session) {
      const query = sql
        .updateTable("passkeys")
        .set({ counter, last_used_at: at })
        .where("id", "=", id)
        .where("counter", "=", before)
        .compile();
      return (await engine.write([{ query, expectRows: 1 }, insertSession(sql, memberId, session)])).done;
    },
    async remove(memberId, id, noted) {
      const query = sql.deleteFrom("passkeys").where("member_id", "=", memberId).where("id", "=", id).compile();
      const entry = { appId: null, action: "passkey.removed", subject: `member ${memberId}`, details: { passkey: id } };
      return (await engine.write([{ query, expectRows: 1 }, ...note(sql, noted, entry)])).done;
    },
  };
};
