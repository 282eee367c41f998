/** The tables of what an app's users do. */
export type TrackingSchema = {
  tracked_users: {
    id: string;
    app_id: string;
    /** What makes them one user: `user …` by the host's own id, `anonymous …` before that is known. */
    identity: string;
    user_id: string | null;
    anonymous_id: string | null;
    /** As JSON. */
    traits: string;
    first_seen_at: number;
    last_seen_at: number;
  };
  tracked_events: {
    app_id: string;
    id: string;
    /** As its sender called it: an app takes it once. */
    event_id: string;
    tracked_user_id: string | null;
    session_id: string | null;
    name: string;
    /** As JSON. */
    properties: string;
    /** When it happened, by its sender's clock. */
    occurred_at: number;
  };
  /** Chunks of recorded sessions. Nobody here looks into them. */
  recordings: {
    app_id: string;
    id: string;
    session_id: string;
    sequence: number;
    tracked_user_id: string | null;
    byte_size: number;
    bytes: Uint8Array;
  };
};
