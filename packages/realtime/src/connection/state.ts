/** Why the line was lost, or why an attempt to open it failed. */
export type DropCause = 'refused' | 'closed' | 'connect-timeout' | 'heartbeat-timeout';

/**
 * The connection as the whole product sees it. Times are epoch milliseconds of the environment's clock.
 * `attempt` numbers the tries since the line last held; 0 is the very first.
 */
export type ConnectionState =
  | { readonly status: 'idle' }
  | { readonly status: 'connecting'; readonly attempt: number }
  | {
      readonly status: 'online';
      readonly attempt: number;
      readonly since: number;
      /** The browser said that the network is gone, and no ping was answered since. */
      readonly isDoubted: boolean;
    }
  | Recovering<'reconnecting'>
  | Recovering<'offline'>
  | Polling
  | { readonly status: 'unauthorized'; readonly reason: string }
  | { readonly status: 'closed' };

/** Between two connections. `retryAt` is null while an attempt is under way. */
export interface Recovering<Status extends 'reconnecting' | 'offline'> {
  readonly status: Status;
  readonly attempt: number;
  readonly retryAt: number | null;
  readonly cause: DropCause;
}

/** Sockets are blocked, HTTP is not: asked at intervals. `attempt` numbers the tries of a socket since it polls. */
export interface Polling {
  readonly status: 'polling';
  readonly attempt: number;
  /** When a socket is tried next; null while that is under way. */
  readonly retryAt: number | null;
  readonly cause: DropCause;
  readonly since: number;
}

export type ConnectionStatus = ConnectionState['status'];

export type ConnectionEvent =
  | { readonly type: 'started' }
  | { readonly type: 'opened' }
  | { readonly type: 'dropped'; readonly cause: DropCause }
  | { readonly type: 'retryDue' }
  /** The network came back, or somebody looks at the page again. */
  | { readonly type: 'woke' }
  /** A person asked for it. */
  | { readonly type: 'retried' }
  /** The browser believes the network is gone; it is sometimes wrong. */
  | { readonly type: 'networkDoubted' }
  /** A ping was answered. */
  | { readonly type: 'answered' }
  /** The server refused the token, and a renewed one too. */
  | { readonly type: 'tokenRefused'; readonly reason: string }
  /** The server answers over HTTP no more. */
  | { readonly type: 'httpLost' }
  | { readonly type: 'stopped' };

export type ConnectionEventType = ConnectionEvent['type'];

export type ConnectionEffect =
  | { readonly type: 'openSocket' }
  | { readonly type: 'closeSocket' }
  /** Ping now; the line counts as dead when no answer comes within the time. */
  | { readonly type: 'checkLine'; readonly withinMs: number }
  /** Ask whether HTTP works, and go on asking: the way of `polling`. */
  | { readonly type: 'openPolling' }
  | { readonly type: 'closePolling' }
  /** Somebody looks: ask now instead of at the next interval. */
  | { readonly type: 'pollNow' };

/** What a transition may know of the world. */
export interface TransitionContext {
  readonly now: number;
  /** At least 0, below 1. */
  readonly random: number;
  readonly isNetworkUp: boolean;
  /** The server has answered over HTTP since the line was lost: if sockets go on failing, they are blocked. */
  readonly isHttpUp: boolean;
  /** Nobody waits for a page that nobody sees: its waits may be longer. */
  readonly isVisible: boolean;
}

export interface Step {
  readonly state: ConnectionState;
  readonly effects: readonly ConnectionEffect[];
}
