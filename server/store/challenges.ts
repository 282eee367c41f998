import type { Engine } from "./engine.ts";

/** What a browser must bring back, once. What for: nothing that was given out for one thing is good for another. */
export type ChallengePurpose = "passkey.register" | "passkey.sign-in" | "oidc";

export type Challenge = { hash: Buffer; purpose: ChallengePurpose; memberId: string | null };

export type ChallengeStore = {
  add(challenge: Challenge & { expiresAt: number }): Promise<void>;
  /** Uses it up; `false` when it is unknown, used or expired, or was given out for something or somebody else. */
  take(challenge: Challenge, now: number): Promise<boolean>;
};

export const challengeStore = (engine: Engine): ChallengeStore => {
  const { sql } = engine;
  return {
    async add({ hash, purpose, memberId, expiresAt }) {
      const values = { hash, purpose, member_id: memberId, expires_at: expiresAt };
      await engine.write([{ query: sql.insertInto("challenges").values(values).compile() }]);
    },
    async take({ hash, purpose, memberId }, now) {
      const query = sql
        .deleteFrom("challenges")
        .where("hash", "=", hash)
        .where("purpose", "=", purpose)
        .where("member_id", memberId === null ? "is" : "=", memberId)
        .where("expires_at", ">", now)
        .compile();
      return (await engine.write([{ query, expectRows: 1 }])).done;
    },
  };
};
