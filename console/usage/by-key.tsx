import type { Usage } from "../../shared/contract/usage.ts";
import { refusedOf } from "./figures.ts";
import { text } from "./text.ts";

type Names = { keyName: (id: string) => string; appName: (id: string) => string; hrefOfKey: (id: string) => string };

/** What each key asked in all, those that asked most first. */
export const ByKey = ({ usage, keyName, appName, hrefOfKey }: Names & { usage: Usage }) => {
  const sums = new Map<string, { key: string; app: string; requests: number; refused: number; throttled: number }>();
  for (const row of usage.data) {
    const sum = sums.get(row.key) ?? { key: row.key, app: row.app, requests: 0, refused: 0, throttled: 0 };
    sums.set(row.key, sum);
    sum.requests += row.requests;
    sum.refused += refusedOf(row);
    sum.throttled += row.throttled;
  }
  const { key, app, requests, refused, throttled } = text.keyColumns;
  return (
    <section aria-label={text.byKey}>
      <div class="table-frame">
        <table class="table">
          <thead>
            <tr>
              <th scope="col">{key}</th>
              <th scope="col">{app}</th>
              {[requests, refused, throttled].map((words) => (
                <th key={words} scope="col" class="number">
                  {words}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {[...sums.values()]
              .sort((a, b) => b.requests - a.requests)
              .map((sum) => (
                <tr key={sum.key}>
                  <td data-label={key}>
                    <a class="link" href={hrefOfKey(sum.key)}>
                      <bdi>{keyName(sum.key)}</bdi>
                    </a>
                  </td>
                  <td data-label={app}>
                    <bdi>{appName(sum.app)}</bdi>
                  </td>
                  <td data-label={requests} class="number">
                    {text.number(sum.requests)}
                  </td>
                  <td data-label={refused} class="number">
                    {text.number(sum.refused)}
                  </td>
                  <td data-label={throttled} class="number">
                    {text.number(sum.throttled)}
                  </td>
                </tr>
              ))}
          </tbody>
        </table>
      </div>
    </section>
  );
};
