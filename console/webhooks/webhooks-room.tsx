import "./webhooks.css";
import type { RoomProps } from "../room.tsx";
import { WebhookList } from "./webhook-list.tsx";
import { WebhookPage } from "./webhook-page.tsx";

/** `#/webhooks` is all of them, `#/webhooks/ID` one with its log, `#/webhooks/ID/DELIVERY` one message of that log. */
export const WebhooksRoom = ({ address }: RoomProps) => {
  const [id] = address.rest;
  return id === undefined ? <WebhookList address={address} /> : <WebhookPage key={id} id={id} address={address} />;
};
