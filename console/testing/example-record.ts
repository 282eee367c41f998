import { type Feedback, feedbackSchema } from "../../shared/contract/record.ts";

const BARE = {
  id: "68e25d000000000000000001",
  app: "68e25d00000000000000a001",
  createdAt: "2026-10-05T11:57:00.000Z",
  updatedAt: "2026-10-05T11:57:00.000Z",
  status: "new",
  content: "The total jumps when I change the currency.",
  category: null,
  rating: null,
  context: null,
  pageUrl: null,
  pageTitle: null,
  customerName: null,
  customerEmail: null,
  customer: null,
  customerId: null,
  tags: [],
  assignee: null,
  duplicateOf: null,
  sourceType: "api",
  screenshot: null,
  attachments: [],
  element: null,
  client: null,
  logs: null,
  metadata: null,
  capture: null,
};

/** A record as the server would send it, checked against the contract: bare, but for what is given. */
export const exampleRecord = (given: Partial<Feedback> = {}): Feedback => feedbackSchema.parse({ ...BARE, ...given });

/** A record with everything in it that a record can hold. */
export const fullRecord = (given: Partial<Feedback> = {}): Feedback =>
  exampleRecord({
    content:
      "The total jumps when I change the currency.\n\n  1. Put two mugs in the cart\n  2. Choose CHF\n\nIt shows 0.00 for a second, then the right sum.",
    category: "problem",
    rating: 2,
    context: "Second visit today, paying for the whole team.",
    pageUrl: "https://shop.example/cart/review?currency=CHF",
    pageTitle: "Your cart · Mug Shop",
    customerName: "Ada Lovelace",
    customerEmail: "ada@example.com",
    tags: ["checkout", "currency"],
    sourceType: "widget",
    screenshot: {
      url: "/v1/feedback/68e25d000000000000000001/screenshot",
      contentType: "image/png",
      byteSize: 184_320,
      width: 1440,
      height: 900,
    },
    element: { selector: "main > .total > output", text: "CHF 0.00", rect: { x: 812, y: 420, width: 160, height: 40 } },
    client: {
      userAgent: "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0",
      language: "de-CH",
      timezone: "Europe/Zurich",
      viewport: { width: 1440, height: 900, devicePixelRatio: 2 },
      referrer: "https://shop.example/mugs",
      sdk: { name: "earshot-widget", version: "0.1.0" },
    },
    logs: [
      { level: "warn", message: "rates: answer is 3 h old", at: "2026-10-05T11:56:41.120Z" },
      {
        level: "error",
        message: "TypeError: rate is undefined\n  at total (cart.js:41:12)",
        at: "2026-10-05T11:56:42.007Z",
      },
    ],
    metadata: { plan: "team", seats: 12, trial: false },
    capture: {
      method: "html2canvas",
      durationMs: 412.5,
      gaps: [
        { reason: "A frame of another site", rect: { x: 0, y: 700, width: 300, height: 200 } },
        { reason: "masked", rect: { x: 400, y: 300, width: 240, height: 40 } },
        { reason: "masked", rect: { x: 400, y: 360, width: 240, height: 40 } },
      ],
      marks: [
        {
          kind: "arrow",
          color: "red",
          points: [
            { x: 0.8, y: 0.8 },
            { x: 0.6, y: 0.5 },
          ],
        },
        {
          kind: "text",
          color: "yellow",
          points: [
            { x: 0.1, y: 0.1 },
            { x: 0.4, y: 0.16 },
          ],
          text: "It jumps <b>here</b>",
        },
        { kind: "pin", color: "blue", points: [{ x: 0.9, y: 0.5 }], number: 1 },
      ],
    },
    ...given,
  });
