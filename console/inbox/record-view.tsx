import type { RefObject } from "preact";
import type { Feedback } from "../../shared/contract/record.ts";
import { isVisible } from "../format/is-visible.ts";
import { pagePixels } from "../format/page-pixels.ts";
import { mailLink, personName } from "../format/person.ts";
import { TEXT } from "../text.ts";
import { CategoryMark } from "../ui/category-mark.tsx";
import { Tags } from "../ui/tags.tsx";
import { TimeAgo } from "../ui/time-ago.tsx";
import { Circumstances } from "./circumstances.tsx";
import { Conversation } from "./conversation.tsx";
import { Files } from "./files.tsx";
import { Logs } from "./logs.tsx";
import { Person, Similar } from "./neighbours.tsx";
import { PageLink } from "./page-link.tsx";
import { Picture } from "./picture.tsx";
import { pictureAddress } from "./picture-address.ts";
import { Rating } from "./rating.tsx";
import { text as inboxText } from "./text.ts";
import { useSettled } from "./use-settled.ts";
import { type RecordWork, WorkBar } from "./work-bar.tsx";

const text = inboxText.detail;

type RecordViewProps = {
  record: Feedback;
  now: number;
  heading: RefObject<HTMLHeadingElement | null>;
  work: RecordWork;
};

/** One feedback, whole: what was said first, then the picture, then where and how. */
export const RecordView = ({ record, now, heading, work }: RecordViewProps) => {
  const picture = pictureAddress(record);
  const settled = useSettled(record.id);
  return (
    <article class="record">
      <header class="record-head">
        <CategoryMark category={record.category} />
        <div class="record-title">
          <h2 ref={heading} tabIndex={-1}>
            <bdi>{personName(record)}</bdi>
          </h2>
          <p class="fine">
            {TEXT.category(record.category)} · <TimeAgo at={record.createdAt} now={now} /> ·{" "}
            {text.via(record.sourceType)}
          </p>
        </div>
        {record.customerEmail && (
          <a class="link record-mail" href={mailLink(record.customerEmail)}>
            {record.customerName ? <bdi>{record.customerEmail}</bdi> : text.write}
          </a>
        )}
      </header>
      <WorkBar {...work} record={record} />

      <h3 class="hidden">{text.message}</h3>
      {isVisible(record.content) ? (
        <p class="record-text" dir="auto">
          {record.content}
        </p>
      ) : (
        <p class="nothing-seen">{TEXT.noVisibleText}</p>
      )}
      {(record.rating !== null || record.tags.length > 0) && (
        <div class="record-marks">
          {record.rating !== null && <Rating rating={record.rating} />}
          {record.tags.length > 0 && (
            <section>
              <h3 class="hidden">{text.tags}</h3>
              <Tags tags={record.tags} />
            </section>
          )}
        </div>
      )}
      {(record.pageUrl !== null || record.pageTitle !== null) && (
        <section class="record-page">
          <h3>{text.page}</h3>
          {record.pageTitle && (
            <p class="record-page-title" dir="auto">
              {record.pageTitle}
            </p>
          )}
          {record.pageUrl !== null && (
            <p>
              <PageLink address={record.pageUrl} />
            </p>
          )}
        </section>
      )}
      {picture && record.screenshot && (
        <section>
          <h3 class="hidden">{text.picture}</h3>
          <Picture
            key={picture}
            address={picture}
            width={record.screenshot.width}
            height={record.screenshot.height}
            marks={record.capture?.marks ?? []}
            gaps={record.capture?.gaps ?? []}
            ratio={pagePixels(record.screenshot, record.client?.viewport, record.capture?.method)}
          />
        </section>
      )}
      {record.context !== null && (
        <section class="record-context">
          <h3>{text.context}</h3>
          <p dir="auto">{record.context}</p>
        </section>
      )}
      <Files attachments={record.attachments} />
      {settled && <Conversation key={record.id} record={record} now={now} mayWork={work.mayWork} />}
      {settled && <Similar record={record} now={now} same={work.mayWork ? work.same : undefined} />}
      {settled && <Person record={record} now={now} />}
      {record.logs !== null && record.logs.length > 0 && <Logs logs={record.logs} />}
      <Circumstances record={record} />
    </article>
  );
};
