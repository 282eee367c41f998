import { useEffect } from "preact/hooks";
import { ROUTES } from "../../shared/contract/routes.ts";
import { hrefOf } from "../address.ts";
import type { Page } from "../api.ts";
import { useAsked } from "../ask.ts";
import { useConsole } from "../room.tsx";
import { Icon } from "../ui/icon.tsx";
import { TimeAgo } from "../ui/time-ago.tsx";
import { useAgain } from "../ui/use-again.ts";
import { useNow } from "../ui/use-now.ts";
import { text } from "./text.ts";

type First = { id: string; createdAt: string };

/** Whether feedback of an app has come: looked at again and again until it has, and at once when the server tells of some. */
export const Waiting = ({ app }: { app: string }) => {
  const { api, live, now: clock } = useConsole();
  const now = useNow(clock);
  const [asked, again] = useAsked(
    (signal) => api.ask<Page<First>>(ROUTES.feedback, { query: { app, limit: 1 }, signal }),
    [app],
  );
  const newest = asked.is === "ready" ? asked.value.data[0] : undefined;
  const isWaiting = asked.is === "ready" && !newest;
  useAgain(again, isWaiting);
  useEffect(() => live.listen({ heard: ({ type }) => type === "feedback.created" && void again() }), [again, live]);
  return (
    <div class={newest ? "waiting there" : "waiting"} role="status">
      {newest ? (
        <>
          <Icon name="check" />
          <p>
            {text.waiting.there} <TimeAgo at={newest.createdAt} now={now} />.{" "}
            <a class="link" href={hrefOf("inbox", [newest.id])}>
              {text.waiting.open}
            </a>
          </p>
        </>
      ) : (
        isWaiting && (
          <>
            <span class="waiting-dot" aria-hidden="true" />
            <p>
              <strong>{text.waiting.title}</strong> {text.waiting.text}
            </p>
          </>
        )
      )}
    </div>
  );
};
