import { dataUrl, samplePng } from "../server/images/sample-images.ts";
import { keyProfile } from "../server/keys/key-profiles.ts";
import { hashOfSecret, hintOfKeyText, makeKeyText } from "../server/keys/key-text.ts";
import { SCOPES } from "../shared/contract/enumerations.ts";
import { sessionOf } from "./members.ts";
import type { Stub } from "./start.ts";

export type SecondOrganization = {
  /** Ids of one of everything it has, by the word of the path that names it. */
  ids: Record<string, string>;
  /** The id of a file on its way that no feedback names yet. */
  waitingUpload: string;
  /** A word of every text that somebody of it wrote. */
  word: string;
  secretKey: string;
  session: string;
};

const WORD = "rhododendron";

/** Another organization on the stub's server, with its own member, session, app, keys, and one of everything that can be made. */
export const addOrganization = async (stub: Stub): Promise<SecondOrganization> => {
  const { store, clock, makeId } = stub.services;
  const [organizationId, memberId, appId] = [makeId(), makeId(), makeId()];
  const createdAt = clock.now();
  await stub.database.change(
    `INSERT INTO organizations (id, name, created_at) VALUES ('${organizationId}', 'Organization ${WORD}', ${createdAt})`,
  );
  await store.members.add({
    id: memberId,
    organizationId,
    name: `Member ${WORD}`,
    role: "product",
    right: "owner",
    email: null,
    isEmailVouched: false,
    createdAt,
  });
  await store.apps.add({
    id: appId,
    organizationId,
    name: `App ${WORD}`,
    environment: "live",
    mode: "public",
    settings: {},
    limits: {},
    retentionDays: null,
    createdAt,
  });
  const secretKey = makeKeyText(keyProfile("secret"));
  const keyId = makeId();
  await store.keys.add({
    id: keyId,
    appId,
    ownerId: memberId,
    kind: "secret",
    name: `Key ${WORD}`,
    hash: hashOfSecret(secretKey),
    hint: hintOfKeyText(secretKey, keyProfile("secret")),
    scopes: [...SCOPES],
    allowedOrigins: [],
    createdAt,
    expiresAt: null,
  });
  const session = await sessionOf(stub, memberId);

  const send = async (headers: Record<string, string>, path: string, body?: unknown): Promise<{ id: string }> => {
    const answer = await fetch(stub.url + path, {
      method: "POST",
      headers: { ...headers, ...(body === undefined ? {} : { "Content-Type": "application/json" }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`POST ${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as { id: string };
  };
  const byKey = (path: string, body?: unknown) => send({ Authorization: `Bearer ${secretKey}` }, path, body);
  const bySession = (path: string, body?: unknown) => send({ Cookie: session }, path, body);
  const upload = async (): Promise<string> => {
    const wanted = { contentType: "text/plain", byteSize: WORD.length, kind: "file" };
    const made = (await byKey("/v1/uploads", wanted)) as {
      id: string;
      url: string;
      method: string;
      headers: Record<string, string>;
    };
    await fetch(new URL(made.url, stub.url), { method: made.method, headers: made.headers, body: WORD });
    return made.id;
  };

  const attachment = await upload();
  const feedback = await byKey("/v1/feedback", {
    content: `Feedback ${WORD}`,
    customerEmail: `${WORD}@example.com`,
    screenshotDataUrl: dataUrl(samplePng()),
    attachments: [attachment],
  });
  await byKey(`/v1/feedback/${feedback.id}/replies`, { content: `Reply ${WORD}` });
  const webhook = await byKey("/v1/webhooks", { url: `https://${WORD}.example/`, events: ["feedback.created"] });
  const delivery = await byKey(`/v1/webhooks/${webhook.id}/test`);
  const code = await byKey("/v1/connect-codes", { name: `Person ${WORD}` });
  const secret = await byKey(`/v1/apps/${appId}/signing-secrets`);
  const view = await bySession("/v1/views", { name: `View ${WORD}`, query: {}, shared: true });
  const invitation = await bySession("/v1/invitations", { email: `${WORD}-2@example.com`, right: "viewer" });
  const [itsSession] = await stub.database.look(`SELECT id FROM sessions WHERE member_id = '${memberId}'`);
  return {
    ids: {
      feedback: feedback.id,
      conversations: feedback.id,
      attachmentId: attachment,
      uploads: attachment,
      customers: feedback.id, // a customer has the id of their first feedback
      apps: appId,
      secretId: secret.id,
      keys: keyId,
      webhooks: webhook.id,
      deliveryId: delivery.id,
      "connect-codes": code.id,
      members: memberId,
      views: view.id,
      invitations: invitation.id,
      sessions: String(itsSession?.id),
      passkeys: makeId(),
    },
    waitingUpload: await upload(),
    word: WORD,
    secretKey,
    session,
  };
};
