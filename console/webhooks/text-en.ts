import type { DeliveryStatus, EventType, SwitchedOffReason } from "../../shared/contract/enumerations.ts";

const EVENT: Record<EventType, [name: string, what: string]> = {
  "feedback.created": ["New feedback", "Somebody sent feedback."],
  "feedback.updated": ["Feedback changed", "Its status, tags or assignee changed, or it was merged."],
  "feedback.deleted": ["Feedback deleted", "It was deleted by hand, by its retention, or with its sender."],
  "reply.created": ["New reply", "Your team or the sender wrote a reply."],
  "key.leaked": ["Key leaked", "A secret key came from a web page: it must be replaced."],
  "webhook.disabled": ["Webhook switched off", "Another webhook was switched off because it kept failing."],
};
const STATUS: Record<DeliveryStatus, string> = { pending: "Waiting", delivered: "Delivered", failed: "Failed" };
const OFF: Record<SwitchedOffReason, string> = {
  manual: "Off",
  gone: "Switched off: gone",
  failing: "Switched off: failing",
};
const OFF_WHY: Record<SwitchedOffReason, string> = {
  manual: "A member switched it off. Nothing is sent until you switch it on again.",
  gone: "The address answered 410 Gone, which says that nothing more is wanted there. Check the address, then switch it on again.",
  failing:
    "For 5 days no delivery arrived, so it was switched off. See below what was answered, mend the receiver, then switch it on and send a test. What failed can be replayed from the log.",
};

export const EN = {
  intro:
    "A webhook tells your own server, at once, what happens here. Each message is signed, and tried again for a day.",
  add: "Add a webhook",
  failed: "The webhooks could not be loaded",
  empty: {
    title: "No webhook yet",
    text: "Give the address of a server of yours. It gets a POST with JSON for each event that you choose: to open a ticket, to write into a chat, to start an agent.",
  },
  filter: { app: "App", all: "All apps", state: "State", states: { all: "On and off", true: "On", false: "Off" } },
  noneLike: "No webhook is like this.",
  column: { address: "Address", app: "App", events: "Events", state: "State" },
  allApps: "All apps",
  unknownApp: "An app that is gone",
  allEvents: "All events",
  eventCount: (count: number) => `${count} events`,
  on: "On",
  off: OFF,
  offWhy: OFF_WHY,
  offSince: (at: string) => `Off since ${at}.`,
  address: { show: "Show the address", hide: "Hide the address", hidden: "It may hold a secret, so it is shortened." },

  form: {
    title: { add: "Add a webhook", edit: "Edit the webhook" },
    url: "Address",
    urlHint: "Where your server takes the messages, such as https://example.com/hooks/earshot",
    app: "Whose events",
    events: "What it is told of",
    all: "All",
    save: { add: "Add the webhook", edit: "Save" },
    problem: {
      missing: "Write the address that the messages go to.",
      unreadable: "This is no web address. It starts with https:// and a host.",
      protocol: "Messages go by https. The address has to start with https://",
      user: "Leave user and password out of the address. The receiver checks the signature instead.",
      fragment: "Leave out what follows the #: it is never sent.",
      refused:
        "The server does not take this address. It sends to public https addresses; a host of its own network has to be named in EARSHOT_WEBHOOK_HOSTS.",
      reason: (said: string) => `Its reason: the address ${said}.`,
    },
    noEvents: "Choose at least one event.",
    changed:
      "Another member changed this webhook meanwhile. What you wrote is still here. Save again to put it in the place of their change.",
    kept: "What you wrote last time is still here.",
  },
  event: (type: string) =>
    Object.hasOwn(EVENT, type) ? EVENT[type as EventType][0] : type === "webhook.test" ? "Test" : type,
  eventWhat: (type: EventType) => EVENT[type][1],

  secret: {
    title: { made: "The webhook is ready", rotated: "The new secret" },
    what: "the secret",
    once: "Your server checks with it that a message comes from here.",
    verify: "Check each message with it",
    language: "Language",
    code: "the code",
    install: (command: string) => `First: ${command}`,
    raw: "Check the body as it came, before it is parsed.",
    done: "I have copied it",
    /** Where the secret stands in the lines of code. */
    placeholder: "EARSHOT_WEBHOOK_SECRET",
  },

  one: {
    back: "All webhooks",
    missing: "This webhook is not here",
    missingText: "It may have been deleted, or the link is incomplete.",
    failed: "The webhook could not be loaded",
    test: "Send a test",
    testing: "The test is on its way …",
    testSlow: "There is no answer yet. The log below shows what comes of it.",
    edit: "Edit",
    switchOn: "Switch on",
    switchOff: "Switch off",
    remove: "Delete",
    rotate: "Replace the secret",
    switchedOn: "It is on: what happens from now on is sent.",
    switchedOff: "It is off.",
    saved: "Saved.",
    made: "Made",
    both: (until: string) => `Both secrets sign until ${until}. Have the new one in place by then.`,
  },
  switchOff: {
    title: "Switch this webhook off?",
    text: "What happens while it is off is not sent later. What waits for it now ends, and can be replayed from the log once it is on again.",
    action: "Switch it off",
  },
  remove: {
    title: "Delete this webhook?",
    text: "Its delivery log and its secret go with it, and what waits for it is not sent. This cannot be undone.",
    action: "Delete the webhook",
  },
  rotate: {
    title: "Replace the secret",
    text: "You get a new secret, shown once. Meanwhile messages carry two signatures, so that your receiver misses none while you change it.",
    overlap: "The old secret signs too",
    overlapHint: "Choose “not any more” if the old one is in wrong hands.",
    graces: {
      0: "not any more",
      3600: "for an hour",
      86400: "for a day",
      604800: "for 7 days",
      2592000: "for 30 days",
    } as Record<number, string>,
    action: "Make a new secret",
    noOverlap: "The old secret signs nothing any more.",
  },

  log: {
    title: "Deliveries",
    hint: "Kept for 30 days. New ones appear by themselves.",
    failed: "The deliveries could not be loaded",
    state: "State",
    all: "All",
    status: (status: DeliveryStatus) => STATUS[status],
    column: { time: "Time", event: "Event", status: "State", tries: "Tries", answer: "Answer", duration: "Took" },
    none: "Nothing was sent yet. Send a test to see how a message arrives.",
    noneLike: "No delivery is in this state.",
    older: "Show older",
    noAnswer: "No answer",
    milliseconds: (ms: number) => `${ms} ms`,
    tries: (count: number) => (count === 1 ? "1 try" : `${count} tries`),
  },
  delivery: {
    title: (event: string) => `Delivery: ${event}`,
    failed: "The delivery could not be loaded",
    id: "Message id",
    idHint: "In the header webhook-id, the same at every try",
    made: "Happened",
    last: "Last try",
    next: "Next try",
    nextNow: "at once",
    why: "What went wrong",
    subject: "Record",
    request: "What is sent",
    requestNow: "As the record stands now. Each try adds the header webhook-signature, which is not kept.",
    requestGone: "The record is gone, so there is nothing more to send.",
    answer: "What was answered",
    headers: "Headers",
    body: "Body",
    emptyBody: "Empty.",
    cut: "Cut here: there is more of it.",
    replay: "Send it again",
    replayHint: "At once and with all tries, under the same id: a receiver that keeps ids takes it only once.",
    replaying: "It is on its way again …",
  },
  outcome: {
    delivered: (status: number, ms: string) => `It arrived: answered ${status} after ${ms}.`,
    refused: (status: number) => `The address answered ${status}. Only an answer of 200 to 299 counts as taken.`,
    redirect: (status: number) =>
      `The address answered ${status}: redirects are not followed. Write the address it leads to.`,
    gone: "The address answered 410 Gone.",
    silent: "There was no answer.",
    waiting: "It waits for its next try.",
  },
};
