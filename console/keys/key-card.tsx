import type { ComponentChildren } from "preact";
import type { KeyAnswer } from "../../shared/contract/key.ts";
import { keyKind } from "../../shared/contract/key-kinds.ts";
import type { Usage } from "../../shared/contract/usage.ts";
import { clockTime } from "../format/clock-time.ts";
import { TimeAgo } from "../ui/time-ago.tsx";
import { addressOf } from "./base-address.tsx";
import { daysOf, Sparkline } from "./sparkline.tsx";
import { text } from "./text.ts";

const MOST_SHOWN = 3;

/** Whose pages may use it, or what it may do, in a line. */
const Reach = ({ of: { kind, allowedOrigins, scopes, role, description } }: { of: KeyAnswer }) => {
  const { product, pages, scopes: chosen } = keyKind(kind);
  if (role !== null)
    return (
      <span>
        {text.roles[role] ?? role}: <bdi>{description}</bdi>
      </span>
    );
  if (pages === "origins" && allowedOrigins.length === 0) return <span class="failure">{text.noOrigins}</span>;
  if (pages && (allowedOrigins.length === 0 || allowedOrigins.includes("*")))
    return <span class="key-warning">{text.anybody}</span>;
  if (product && !pages && !chosen) return <bdi class="mono">{addressOf(product)}</bdi>; // it may do all that its kind may
  const all: readonly string[] = pages ? allowedOrigins : scopes;
  const rest = all.length - MOST_SHOWN;
  return (
    <span>
      <bdi class="mono">{all.slice(0, MOST_SHOWN).join(", ")}</bdi>
      {rest > 0 && ` ${text.more(rest)}`}
    </span>
  );
};

type Props = {
  of: KeyAnswer;
  now: number;
  usage?: Usage | undefined;
  /** What can be done with it. */
  actions?: ComponentChildren;
  /** What stands with it, such as the key that it replaces. */
  children?: ComponentChildren;
};

/** One key: what it is called and looks like, what it may do, when it was used, and what can be done with it. */
export const KeyCard = ({ of, now, usage, actions, children }: Props) => (
  <li class="key-card">
    <div class="key-head">
      <h3>
        <bdi>{of.name}</bdi>
      </h3>
      <span class="chip">{text.kinds[of.kind] ?? of.kind}</span>
      {of.leakedAt !== null && <span class="chip bad">{text.leak.chip}</span>}
      <code class="key-hint">{of.hint}</code>
    </div>
    <p class="fine key-reach">
      <Reach of={of} />
    </p>
    <p class="fine key-times">
      <span>
        {text.created} <TimeAgo at={of.createdAt} now={now} />
      </span>
      <span>
        {of.lastUsedAt === null ? (
          text.neverUsed
        ) : (
          <>
            {text.used} <TimeAgo at={of.lastUsedAt} now={now} />
          </>
        )}
      </span>
      {of.revokedAt !== null && <span>{text.revoked(clockTime(of.revokedAt))}</span>}
      {of.revokedAt === null && of.expiresAt !== null && (
        <span>
          {Date.parse(of.expiresAt) <= now
            ? text.expired(clockTime(of.expiresAt))
            : text.expires(clockTime(of.expiresAt))}
        </span>
      )}
    </p>
    {usage && <Sparkline days={daysOf(usage, of.id)} />}
    {actions && <div class="key-actions">{actions}</div>}
    {children}
  </li>
);
