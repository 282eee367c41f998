import { PARTS, type Part } from "../../shared/capture/payload.ts";
import { VERSION } from "../../shared/capture/version.ts";
import type { FlowState } from "../flow.ts";
import type { Texts } from "../text.ts";
import { Icon } from "./icons.tsx";
import type { View } from "./view.ts";

const NAMES = {
  address: "partAddress",
  title: "partTitle",
  browser: "partBrowser",
  site: "partSite",
  picture: "partPicture",
} satisfies Record<Part, keyof Texts>;

/** Every value of the submission that the user did not write, in the words of the submission. */
const valuesOf = ({ page, site, picture }: FlowState, picturesValue: string): Record<Part, string[]> => {
  const { userAgent, language, timezone, viewport, referrer } = page.browser;
  const size = viewport && `${viewport.width} × ${viewport.height} @ ${viewport.devicePixelRatio}`;
  const metadata = Object.entries(site.metadata ?? {}).map(([name, value]) => `${name}: ${value}`);
  const given = (values: (string | undefined)[]) =>
    values.filter((value) => value !== undefined && value !== "") as string[];
  return {
    address: given([page.url]),
    title: given([page.title]),
    browser: given([userAgent, given([language, timezone, size]).join(", "), referrer]),
    site: given([site.name, site.tags?.join(", "), ...metadata]),
    picture: picture.state === "ready" ? [picturesValue] : [],
  };
};

/** What goes along with the words, item by item, each of which the user may keep. */
export const Contents = ({ state, flow, say, form }: View) => {
  const values = valuesOf(state, say("partPictureValue"));
  return (
    <details onToggle={({ currentTarget }) => currentTarget.open && currentTarget.scrollIntoView({ block: "start" })}>
      <summary>
        <Icon name="chevron" />
        {say("contents")}
      </summary>
      <p class="note">{say("contentsNote")}</p>
      <ul>
        {PARTS.filter((part) => values[part].length > 0).map((part) => (
          <li key={part}>
            <label>
              <input
                type="checkbox"
                aria-labelledby={`${part}-name`}
                aria-describedby={`${part}-values`}
                checked={!state.leftOut.has(part)}
                onChange={(event) => flow.leaveOut(part, !event.currentTarget.checked)}
              />
              <span>
                <b id={`${part}-name`}>{say(NAMES[part])}</b>
                <span id={`${part}-values`}>
                  {values[part].map((value) => (
                    <small key={value} dir="auto">
                      {value}
                    </small>
                  ))}
                </span>
              </span>
            </label>
          </li>
        ))}
      </ul>
      <p class="note">{say("contentsForm", { form: `${form} ${VERSION}` })}</p>
    </details>
  );
};
