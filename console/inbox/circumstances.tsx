import type { Feedback } from "../../shared/contract/record.ts";
import { browserName } from "../format/browser-name.ts";
import { exactTime } from "../format/relative-time.ts";
import { TEXT } from "../text.ts";
import { CopyButton } from "../ui/copy-button.tsx";
import { Fact, Facts } from "./fact.tsx";
import { gapName, isMasked } from "./gap-name.ts";
import { PageLink } from "./page-link.tsx";
import { text as inboxText } from "./text.ts";

const text = inboxText.detail;
const isolated = (value: string | null | undefined) => (value ? <bdi>{value}</bdi> : null);

/** What the sender's browser told about itself. */
const Browser = ({ client }: { client: NonNullable<Feedback["client"]> }) => {
  const { userAgent, viewport, sdk } = client;
  return (
    <Facts title={text.browser}>
      <Fact name={text.browser}>{userAgent && browserName(userAgent)}</Fact>
      <Fact name={text.window}>
        {viewport && TEXT.windowSize(viewport.width, viewport.height, viewport.devicePixelRatio)}
      </Fact>
      <Fact name={text.language}>{isolated(client.language)}</Fact>
      <Fact name={text.timezone}>{isolated(client.timezone)}</Fact>
      <Fact name={text.referrer}>{client.referrer && <PageLink address={client.referrer} />}</Fact>
      <Fact name={text.sdk}>{sdk && <bdi>{`${sdk.name} ${sdk.version}`}</bdi>}</Fact>
      <Fact name={text.userAgent}>{userAgent && <bdi class="mono fine">{userAgent}</bdi>}</Fact>
    </Facts>
  );
};

/** What the record says about itself. */
const About = ({ record }: { record: Feedback }) => {
  const { capture } = record;
  const missing = capture?.gaps?.filter((gap) => !isMasked(gap));
  return (
    <Facts title={text.about}>
      <Fact name={text.status}>{TEXT.status(record.status)}</Fact>
      <Fact name={text.source}>{TEXT.source(record.sourceType)}</Fact>
      <Fact name={text.received}>
        <time dateTime={record.createdAt}>{exactTime(record.createdAt)}</time>
      </Fact>
      <Fact name={text.capture}>
        {capture &&
          [
            TEXT.captureMethod(capture.method),
            capture.durationMs !== undefined && TEXT.milliseconds(capture.durationMs),
          ]
            .filter(Boolean)
            .join(", ")}
      </Fact>
      <Fact name={text.gaps}>{isolated(missing?.map(({ reason }) => gapName(reason)).join("\n"))}</Fact>
      <Fact name={text.masked}>{capture?.gaps?.filter(isMasked).length || null}</Fact>
      <Fact name={text.id}>
        <code>{record.id}</code>
        <CopyButton value={record.id} what={text.id} />
      </Fact>
    </Facts>
  );
};

/** Everything around a feedback that its sender did not write as its text. */
export const Circumstances = ({ record }: { record: Feedback }) => {
  const { element, client, metadata } = record;
  return (
    <div class="circumstances">
      {element && (
        <Facts title={text.element}>
          <Fact name={text.selector}>
            <bdi class="mono fine">{element.selector}</bdi>
          </Fact>
          <Fact name={text.elementText}>{isolated(element.text)}</Fact>
          <Fact name={text.place}>{element.rect && TEXT.place(element.rect)}</Fact>
        </Facts>
      )}
      {client && <Browser client={client} />}
      {metadata && Object.keys(metadata).length > 0 && (
        <Facts title={text.metadata}>
          {Object.entries(metadata).map(([name, value]) => (
            <Fact key={name} name={<bdi>{name}</bdi>}>
              <bdi>{String(value)}</bdi>
            </Fact>
          ))}
        </Facts>
      )}
      <About record={record} />
    </div>
  );
};
