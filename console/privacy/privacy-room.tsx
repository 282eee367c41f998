import "./privacy.css";
import type { AppAnswer } from "../../shared/contract/app.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import { hrefOf } from "../address.ts";
import { useAsked } from "../ask.ts";
import { useConsole } from "../room.tsx";
import { TEXT } from "../text.ts";
import { RoomPage, Shown } from "../ui/room-page.tsx";
import { AppRetention } from "./app-retention.tsx";
import { FindPerson } from "./find-person.tsx";
import { TEXT_OF_PRIVACY } from "./text.ts";

const { retention, kept, intro } = TEXT_OF_PRIVACY;

/** What is known of people and for how long: found, given out, erased. */
export const PrivacyRoom = () => {
  const { api } = useConsole();
  const [apps, again, set] = useAsked((signal) => api.all<AppAnswer>(ROUTES.apps, { signal }), []);
  const known = apps.is === "ready" ? apps.value : [];
  const changed = (app: AppAnswer) => set(known.map((one) => (one.id === app.id ? app : one)));
  return (
    <RoomPage title={TEXT.rooms.privacy} intro={intro}>
      <FindPerson apps={known} />
      <section class="panel" aria-labelledby="retention">
        <h2 id="retention">{retention.title}</h2>
        <p class="fine">{retention.text}</p>
        <Shown asked={apps} again={again} failed={retention.failed}>
          {(all) =>
            all.length === 0 ? (
              <div class="empty-state">
                <h3>{retention.none}</h3>
                <p>{retention.noneText}</p>
              </div>
            ) : (
              <ul class="retentions">
                {all.map((app) => (
                  <li key={app.id}>
                    <AppRetention app={app} changed={changed} />
                  </li>
                ))}
              </ul>
            )
          }
        </Shown>
      </section>
      <section class="panel" aria-labelledby="kept">
        <h2 id="kept">{kept.title}</h2>
        <div class="prose">
          <p>{kept.here}</p>
          <h3>{kept.never}</h3>
          <ul class="never">
            {kept.neverList.map((what) => (
              <li key={what}>{what}</li>
            ))}
          </ul>
          <p>
            {kept.audit}{" "}
            <a class="link" href={hrefOf("audit")}>
              {kept.auditLink}
            </a>
          </p>
        </div>
      </section>
    </RoomPage>
  );
};
