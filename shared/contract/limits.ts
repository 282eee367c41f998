/** Every number of the contract, once. Lengths are UTF-16 code units, sizes bytes, durations whole seconds unless the name says otherwise. */
export const LIMITS = {
  content: 8_192,
  context: 8_192,
  pageUrl: 2_048,
  pageTitle: 512,
  customerName: 256,
  customerEmail: 320,
  tags: 20,
  tag: 64,
  /** How many an app may offer to choose from. */
  tagsOffered: 12,
  attachments: 10,
  elementSelector: 1_024,
  elementText: 1_024,
  userAgent: 1_024,
  language: 64,
  timezone: 64,
  sdkName: 64,
  sdkVersion: 32,
  logs: 500,
  logMessage: 2_048,
  metadataBytes: 4 * 1024,
  captureGaps: 100,
  /** A coordinate or a length on a page, in CSS pixels, either way. */
  measure: 10_000_000,
  captureGapReason: 256,
  /** What was drawn on a picture, and of each mark its points and its text. */
  captureMarks: 50,
  markPoints: 48,
  markText: 256,
  markNumber: 999,
  bodyBytes: 8 * 1024 * 1024,
  attachmentBytes: 15 * 1024 * 1024,
  /** How long the address of an upload can be used. */
  uploadSeconds: 300,
  /** How long an upload waits for a feedback that names it. */
  uploadWaitSeconds: 24 * 3_600,
  /** A picture wider or higher than this, or with more pixels, is refused from its header. */
  imageSide: 16_384,
  imagePixels: 64_000_000,
  /** Hosts that an app relays images from, the length of one, and of an image's address. */
  imageHosts: 20,
  imageHost: 260,
  imageUrl: 4_096,
  /** An image that is relayed is at most so large, and here in so many seconds. */
  relayedImageBytes: 5 * 1024 * 1024,
  relayedImageSeconds: 5,
  originsPerKey: 1_000,
  /** Bodies that manage apps and keys: 1,000 origins fit in. */
  managementBodyBytes: 512 * 1024,
  /** Bodies by which somebody signs in, or changes how. */
  signInBodyBytes: 16 * 1024,
  /** Names of apps, keys and members. */
  name: 128,
  settingText: 500,
  /** The most that an app or a key may be allowed a minute. */
  ratePerMinuteMost: 1_000_000,
  rotationGraceSeconds: 30 * 24 * 3_600,
  usageDays: 400,
  idempotencyDays: 8,
  userTokenBytes: 8 * 1024,
  userTokenSub: 256,
  userTokenJti: 256,
  userTokenCtxBytes: 2 * 1024,
  /** Lifetimes of user tokens: the most that is taken, what minting gives by default, the least it gives. */
  userTokenLongest: 24 * 3_600,
  userTokenDefault: 3_600,
  userTokenShortest: 60,
  /** How far two clocks may be apart. */
  userTokenSkew: 60,
  signingSecretBytes: 32,
  signingSecretsPerApp: 2,
  webhooksPerApp: 20,
  webhookUrl: 2_048,
  /** How long the secret before signs too, where nothing else is asked for; at most `rotationGraceSeconds`. */
  webhookSecretGraceSeconds: 24 * 3_600,
  /** What is searched for: characters, and the words of them that count. */
  searchText: 256,
  searchWords: 20,
  retentionDays: 3_650,
  /** What a sender is shown at a time: so many conversations, and of each so many of its last replies. */
  conversations: 20,
  conversationReplies: 50,
  /** Streams of events that are open at once: of one member or key, and of one process of the server. */
  eventStreamsPerHolder: 20,
  eventStreams: 500,
  viewsPerMember: 100,
  /** Feedback that is changed by one request. */
  bulk: 100,
  /** What is tracked: names and ids, the properties of an event, a user's traits, and a chunk of a recording. */
  trackedName: 128,
  trackedId: 128,
  trackedPropertiesBytes: 32 * 1024,
  trackedTraitsBytes: 16 * 1024,
  /** Events that come together. */
  trackedBatch: 500,
  trackedBatchBytes: 2 * 1024 * 1024,
  recordingBytes: 1024 * 1024,
  recordingChunks: 1_000_000,
  listDefault: 50,
  listMost: 100,
} as const;

/** Token buckets: `requests` tokens, refilled continuously within `seconds`. */
export const RATES = {
  /** Public mode, per client address and app. */
  publicSubmissions: { requests: 60, seconds: 60 },
  publicUploads: { requests: 120, seconds: 60 },
  /** Private mode, per user token `sub` and app. */
  privateSubmissions: { requests: 120, seconds: 60 },
  privateUploads: { requests: 240, seconds: 60 },
  /** How often one user may ask what came of their feedback, per app: beside what they may submit, so that reading spends none of it. */
  conversations: { requests: 120, seconds: 60 },
  /** Images that are relayed for pictures, per client address and app; in private mode per user token `sub` and app. */
  relayedImages: { requests: 240, seconds: 60 },
  secretKey: { requests: 600, seconds: 60 },
  /** Chunks of recordings from pages, per client address and app: beside what their key may, because chunks are large and anybody can have the key. */
  recordings: { requests: 240, seconds: 60 },
  /** Before any key is read, per client address: a ceiling that no honest client meets. */
  address: { requests: 1_200, seconds: 60 },
} as const;
/** How often somebody may fail to sign in. Who succeeds is not counted. */
export const SIGN_IN_RATES = {
  perAddress: { requests: 10, seconds: 15 * 60 },
  perAccount: { requests: 50, seconds: 15 * 60 },
  /** How often one address may begin to sign in by passkey or provider: each time something is kept for a while. */
  begun: { requests: 200, seconds: 15 * 60 },
} as const;

export type RateName = keyof typeof RATES;

/** How a client delivers (section 9 of the contract, `shared/transport`). */
export const DELIVERY = {
  retryBaseMs: 1_000,
  retryFactor: 2,
  retryCapMs: 15 * 60_000,
  retryForMs: 7 * 24 * 3_600_000,
  retryAfterLeastMs: 1_000,
  retryAfterMostMs: 3_600_000,
  entries: 50,
  bytes: 50 * 1024 * 1024,
} as const;
