import type { ConnectionEventType, ConnectionStatus } from './state.ts';

/**
 * What happens in each state at each event; the words are the rules of `transition.ts`, and SPEC.md shows the same table.
 * `Record` without `Partial`: a cell that nobody thought about does not compile.
 */
export const transitionTable = {
  idle: {
    started: 'connect',
    opened: 'stay',
    dropped: 'stay',
    retryDue: 'stay',
    woke: 'stay',
    retried: 'connect',
    networkDoubted: 'stay',
    answered: 'stay',
    tokenRefused: 'stay',
    stopped: 'close',
    httpLost: 'stay',
  },
  connecting: {
    started: 'stay',
    opened: 'goOnline',
    dropped: 'backOff',
    retryDue: 'stay',
    woke: 'stay',
    retried: 'reopen',
    networkDoubted: 'loseNetwork',
    answered: 'stay',
    tokenRefused: 'stay',
    stopped: 'close',
    httpLost: 'stay',
  },
  online: {
    started: 'stay',
    opened: 'stay',
    dropped: 'backOff',
    retryDue: 'stay',
    woke: 'check',
    retried: 'check',
    networkDoubted: 'doubt',
    answered: 'trust',
    tokenRefused: 'refuse',
    stopped: 'close',
    httpLost: 'stay',
  },
  reconnecting: {
    started: 'stay',
    opened: 'goOnline',
    dropped: 'backOff',
    retryDue: 'attempt',
    woke: 'attemptAfresh',
    retried: 'reopen',
    networkDoubted: 'loseNetwork',
    answered: 'stay',
    tokenRefused: 'stay',
    stopped: 'close',
    httpLost: 'stay',
  },
  offline: {
    started: 'stay',
    opened: 'goOnline',
    dropped: 'backOff',
    retryDue: 'attempt',
    woke: 'attemptAfresh',
    retried: 'reopen',
    networkDoubted: 'stay',
    answered: 'stay',
    tokenRefused: 'stay',
    stopped: 'close',
    httpLost: 'stay',
  },
  polling: {
    started: 'stay',
    opened: 'goOnline',
    dropped: 'pollOn',
    retryDue: 'attempt',
    woke: 'attemptAfresh',
    retried: 'reopen',
    networkDoubted: 'loseNetwork',
    answered: 'stay',
    tokenRefused: 'refuse',
    stopped: 'close',
    httpLost: 'stopPolling',
  },
  unauthorized: {
    started: 'stay',
    opened: 'stay',
    dropped: 'stay',
    retryDue: 'stay',
    woke: 'stay',
    retried: 'connect',
    networkDoubted: 'stay',
    answered: 'stay',
    tokenRefused: 'stay',
    stopped: 'close',
    httpLost: 'stay',
  },
  closed: {
    started: 'stay',
    opened: 'stay',
    dropped: 'stay',
    retryDue: 'stay',
    woke: 'stay',
    retried: 'stay',
    networkDoubted: 'stay',
    answered: 'stay',
    tokenRefused: 'stay',
    stopped: 'stay',
    httpLost: 'stay',
  },
} as const satisfies Record<ConnectionStatus, Record<ConnectionEventType, Rule>>;

export type Rule =
  | 'stay'
  | 'connect'
  | 'goOnline'
  | 'backOff'
  | 'attempt'
  | 'attemptAfresh'
  | 'reopen'
  | 'check'
  | 'doubt'
  | 'trust'
  | 'loseNetwork'
  | 'refuse'
  | 'close'
  | 'pollOn'
  | 'stopPolling';
