/** What a line reports. Never from within a call to the transport, and nothing more about a line after `close()`. */
export type TransportEvent =
  | { readonly type: 'opened' }
  /** The line is gone or could not be had; every topic on it went with it. */
  | { readonly type: 'closed' }
  | { readonly type: 'ponged' }
  | { readonly type: 'joined'; readonly topic: string }
  /** The server refused or ended the topic, in its words. The line itself still stands. */
  | { readonly type: 'lost'; readonly topic: string; readonly reason: string }
  | { readonly type: 'received'; readonly topic: string; readonly event: string; readonly payload: unknown }
  /** Something on the topic changed; a line that can't say what leaves that to the backfills of its subscribers. */
  | { readonly type: 'changed'; readonly topic: string }
  /** What everybody who tracks something on the topic says of themselves, oneself included. The whole list each time. */
  | { readonly type: 'presence'; readonly topic: string; readonly people: readonly unknown[] }
  /** What crossed the line since the last report. For measuring only; a transport may be unable to tell. */
  | { readonly type: 'carried'; readonly sentBytes: number; readonly receivedBytes: number };

/** What somebody says of themselves on a topic, such as a name and what they are editing. JSON. */
export type PresenceNote = Readonly<Record<string, unknown>>;

/**
 * The port between the connection and a wire. At most one line at a time; it never retries anything by itself.
 * Every implementation passes the suite in `testing/transport-contract.ts`.
 */
export interface Transport {
  /** Starts a new line, giving up the one there may be. Answered by `opened` or `closed`. */
  open(): void;
  /** Gives up the line at once and silently, whatever the network says. */
  close(): void;
  /** Answered by `ponged`, or by silence. */
  ping(): void;
  /** Joins with a token asked for now. Answered by `joined` or `lost`. */
  join(topic: string): void;
  /** Silent. */
  leave(topic: string): void;
  /** Says something of oneself on a joined topic, or takes it back (null). Silent where a wire has no presence. */
  track(topic: string, note: PresenceNote | null): void;
  /** Fetches a new token after a refusal. False when there is none to be had; rejects when that could not be asked. */
  renewToken(): Promise<boolean>;
  /** Returns the function that ends it. */
  listen(listener: (event: TransportEvent) => void): () => void;
}
