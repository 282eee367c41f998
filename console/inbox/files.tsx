import type { Feedback } from "../../shared/contract/record.ts";
import { Icon } from "../ui/icon.tsx";
import { ownAddress } from "./picture-address.ts";
import { recordText } from "./record-text.ts";

const text = recordText.files;

/** A size as people say it: 412 kB, 3.1 MB. */
const sizeOf = (bytes: number): string =>
  bytes < 999_500
    ? `${Math.max(1, Math.round(bytes / 1_000))} kB`
    : `${(bytes / 1_000_000).toLocaleString(document.documentElement.lang || "en", { maximumFractionDigits: 1 })} MB`;

/** What came with the feedback, to be downloaded: nothing of it is opened here. */
export const Files = ({ attachments }: Pick<Feedback, "attachments">) => {
  if (attachments.length === 0) return null;
  return (
    <section class="files">
      <h3>{text.title}</h3>
      <ul>
        {attachments.map(({ id, kind, contentType, byteSize, url }) => {
          const address = ownAddress(url);
          return (
            <li key={id} class="file">
              <Icon name={kind === "screenshot" ? "picture" : "file"} />
              <span class="file-name">
                {text.kind[kind]} <span class="fine mono">{contentType}</span>
              </span>
              <span class="fine">{sizeOf(byteSize)}</span>
              {address && (
                <a class="icon-button" href={address} download aria-label={text.download(text.kind[kind])}>
                  <Icon name="install" />
                </a>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
};
