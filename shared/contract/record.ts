import * as z from "zod/mini";
import { STATUSES, UPLOAD_KINDS, UPLOAD_TYPES } from "./enumerations.ts";
import { ID_PATTERN } from "./routes.ts";
import { submissionSchema } from "./submission.ts";
import { userContextSchema } from "./user-token.ts";

const id = z.string().check(z.regex(ID_PATTERN));
const timestamp = z.iso.datetime();
const sent = submissionSchema.shape;
/** What was not sent is `null` in a record: every record has every field. */
const orNull = <S extends z.core.$ZodType>(schema: z.ZodMiniOptional<S>) => z.nullable(schema._zod.def.innerType);

/** The answer to an accepted submission. */
export const acceptedSchema = z.object({ id, createdAt: timestamp, status: z.literal("new") });
export type Accepted = z.output<typeof acceptedSchema>;

/** One feedback as the API returns it. */
export const feedbackSchema = z.object({
  id,
  app: id,
  createdAt: timestamp,
  updatedAt: timestamp,
  status: z.enum(STATUSES),
  content: z.string(),
  category: orNull(sent.category),
  rating: orNull(sent.rating),
  context: z.nullable(z.string()),
  pageUrl: z.nullable(z.string()),
  pageTitle: z.nullable(z.string()),
  customerName: z.nullable(z.string()),
  customerEmail: z.nullable(z.string()),
  /** Who the host vouched for with a user token: its own id of the user, and what it told about them. `null` without a token. */
  customer: z.nullable(z.object({ sub: z.string(), ctx: userContextSchema })),
  /** For `GET /v1/customers/{id}`; `null` when nothing says who sent it. */
  customerId: z.nullable(id),
  tags: z.array(z.string()),
  /** The member who looks after it. */
  assignee: z.nullable(id),
  /** The feedback of the same app that says the same. It is never a duplicate itself. */
  duplicateOf: z.nullable(id),
  sourceType: sent.sourceType._zod.def.innerType,
  /** `null` without a picture. `url` is relative to the server and needs the right to read the record. */
  screenshot: z.nullable(
    z.object({ url: z.string(), contentType: z.string(), byteSize: z.int(), width: z.int(), height: z.int() }),
  ),
  /** In the order they were named. Each `url` is relative to the server and needs the right to read the record. */
  attachments: z.array(
    z.object({
      id,
      kind: z.enum(UPLOAD_KINDS),
      contentType: z.enum(UPLOAD_TYPES),
      byteSize: z.int(),
      url: z.string(),
    }),
  ),
  element: orNull(sent.element),
  client: orNull(sent.client),
  logs: orNull(sent.logs),
  metadata: orNull(sent.metadata),
  capture: orNull(sent.capture),
});
export type Feedback = z.output<typeof feedbackSchema>;

/** One page of a list, newest first. `nextCursor` is `null` on the last page. */
export const feedbackListSchema = z.object({ data: z.array(feedbackSchema), nextCursor: z.nullable(z.string()) });
export type FeedbackList = z.output<typeof feedbackListSchema>;
