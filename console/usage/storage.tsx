import { ROUTES } from "../../shared/contract/routes.ts";
import type { Storage } from "../../shared/contract/usage.ts";
import { useAsked } from "../ask.ts";
import { nameOfGone } from "../explain.ts";
import { useConsole } from "../room.tsx";
import { Shown } from "../ui/room-page.tsx";
import { text } from "./text.ts";

const said = text.storage;
const { app: appWords, records, pictures, files, tracked, bytes } = said.columns;

/** What each app takes now: measured by the server, and so asked for by itself. */
export const StorageByApp = ({ app, appName }: { app: string; appName: (id: string) => string }) => {
  const { api } = useConsole();
  const [asked, again] = useAsked<Storage>(
    (signal) =>
      api.ask<Storage>(ROUTES.usageStorage, { query: { app }, signal }).catch((error: unknown) => {
        if (nameOfGone(error) === undefined) throw error;
        return { data: [] }; // that the app is gone is said above already
      }),
    [api, app],
  );
  const stored = (words: string, { count, bytes }: { count: number; bytes: number }) => (
    <td data-label={words} class="number">
      {text.number(count)} <span class="fine">{text.bytes(bytes)}</span>
    </td>
  );
  return (
    <section class="usage-storage" aria-label={said.title}>
      <h2>{said.title}</h2>
      <p class="fine">{said.note}</p>
      <Shown asked={asked} again={again} failed={said.failed} lines={2}>
        {({ data }) =>
          data.length === 0 ? (
            <p class="fine">{said.none}</p>
          ) : (
            <div class="table-frame">
              <table class="table">
                <thead>
                  <tr>
                    <th scope="col">{appWords}</th>
                    {[records, pictures, files, tracked, bytes].map((words) => (
                      <th key={words} scope="col" class="number">
                        {words}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {data.map((row) => (
                    <tr key={row.app}>
                      <td data-label={appWords}>
                        <bdi>{appName(row.app)}</bdi>
                      </td>
                      {stored(records, row.records)}
                      {stored(pictures, row.pictures)}
                      {stored(files, row.files)}
                      {stored(tracked, row.tracked)}
                      <td data-label={bytes} class="number">
                        {text.bytes(row.bytes)}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )
        }
      </Shown>
    </section>
  );
};
