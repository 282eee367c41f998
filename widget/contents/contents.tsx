import { jsonText } from "../../shared/transport/json-text.ts";
import { sizeIn } from "../attachments/size.ts";
import type { Flow } from "../flow.ts";
import { submissionOf } from "../submission.ts";
import type { View } from "../ui/view.ts";
import css from "./contents.css?inline";
import { Exact } from "./exact.tsx";
import { fieldsOf } from "./fields.ts";

export { css };

/** What cannot be taken out: without it there is nothing to send. */
const NEEDED = "content";

const leaveOut = (flow: Flow, path: string, out: boolean): void => {
  const { leftOut = [] } = flow.state.words;
  flow.write({ leftOut: [...leftOut.filter((one) => one !== path), ...(out ? [path] : [])] });
};

/** For `ref`, which must be the same function each time: brings what was asked for into sight, once and not at every tick. */
const bringIntoSight = (list: HTMLElement | null): void => list?.parentElement?.scrollIntoView({ block: "start" });

/** Every field of the request, with its value as it goes; each of which the user may keep. */
export const Part = (view: View) => {
  const { state, flow, say, root } = view;
  const tag = root.querySelector<HTMLElement>(".shell")?.lang;
  const fields = fieldsOf(submissionOf(state, flow.world, new Set()));
  const shown = (path: string, value: unknown): string =>
    path === "screenshotDataUrl" ? say("partPictureValue") : typeof value === "string" ? value : jsonText(value);
  return (
    <div class="contents" ref={bringIntoSight}>
      <p class="note">{say("contentsNote")}</p>
      <ul>
        {fields.map(({ path, value, label, more }) => (
          <li key={path}>
            <label>
              <input
                type="checkbox"
                aria-label={more ? `${say(label)}: ${more}` : say(label)}
                aria-describedby={`value-${path}`}
                disabled={path === NEEDED}
                checked={!state.words.leftOut?.includes(path)}
                onChange={(event) => leaveOut(flow, path, !event.currentTarget.checked)}
              />
              <span>
                <b>
                  {say(label)}
                  {more && (
                    <>
                      : <bdi>{more}</bdi>
                    </>
                  )}
                </b>
                <small id={`value-${path}`} dir="auto">
                  {shown(path, value)}
                </small>
              </span>
            </label>
          </li>
        ))}
        {state.files.length > 0 && (
          <li>
            <b>{say("partFiles")}</b>
            {state.files.map((file) => (
              <small key={file}>
                <bdi>{file.name}</bdi>, {file.type}, {sizeIn(tag, file.size)}{" "}
                <button
                  type="button"
                  class="link"
                  aria-label={say("fileRemove", { name: `\u2068${file.name}\u2069` })}
                  onClick={() => void flow.sending().then((it) => it.removeFile(file))}
                >
                  {say("pictureRemove")}
                </button>
              </small>
            ))}
          </li>
        )}
      </ul>
      <Exact {...view} />
    </div>
  );
};
