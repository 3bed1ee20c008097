import { backoffMs, STABLE_AFTER_MS } from './backoff.ts';
import { PONG_WHEN_DOUBTED_MS, PONG_WITHIN_MS } from './heartbeat.ts';
import type {
  ConnectionEffect,
  ConnectionEvent,
  ConnectionState,
  DropCause,
  Step,
  TransitionContext,
} from './state.ts';
import { type Rule, transitionTable } from './transition-table.ts';

/** The whole logic of the connection. Pure: the same three values always give the same step. */
export function transition(state: ConnectionState, event: ConnectionEvent, context: TransitionContext): Step {
  return rules[transitionTable[state.status][event.type]](state, event, context);
}

type RuleFunction = (state: ConnectionState, event: ConnectionEvent, context: TransitionContext) => Step;

const openSocket: ConnectionEffect = { type: 'openSocket' };
const closeSocket: ConnectionEffect = { type: 'closeSocket' };

const rules = {
  stay: (state) => ({ state, effects: [] }),
  connect: () => ({ state: { status: 'connecting', attempt: 0 }, effects: [openSocket] }),
  goOnline: (state, _event, { now }) =>
    isTrying(state)
      ? { state: { status: 'online', attempt: attemptOf(state), since: now, isDoubted: false }, effects: [] }
      : { state, effects: [] },
  backOff,
  attempt: (state) => openNow(state, attemptOf(state)),
  attemptAfresh: (state, _event, { isNetworkUp }) => openNow(labelled(state, isNetworkUp), 1),
  reopen: (state) => ({ state: underWay(state, Math.min(attemptOf(state), 1)), effects: [closeSocket, openSocket] }),
  check: (state) => ({ state, effects: [{ type: 'checkLine', withinMs: PONG_WITHIN_MS }] }),
  doubt: (state) => ({
    state: withDoubt(state, true),
    effects: [{ type: 'checkLine', withinMs: PONG_WHEN_DOUBTED_MS }],
  }),
  trust: (state) => ({ state: withDoubt(state, false), effects: [] }),
  loseNetwork,
  refuse: (state, event) =>
    event.type === 'tokenRefused'
      ? { state: { status: 'unauthorized', reason: event.reason }, effects: [closeSocket] }
      : { state, effects: [] },
  close: () => ({ state: { status: 'closed' }, effects: [closeSocket] }),
} satisfies Record<Rule, RuleFunction>;

/** Only what has or seeks a socket can lose it; a loss reported while waiting is an echo of the last one. */
function backOff(state: ConnectionState, event: ConnectionEvent, context: TransitionContext): Step {
  if (event.type !== 'dropped' || !(state.status === 'online' || isTrying(state))) return { state, effects: [] };
  const attempt = nextAttempt(state, context.now);
  return {
    state: {
      status: context.isNetworkUp ? 'reconnecting' : 'offline',
      attempt,
      retryAt: context.now + backoffMs(attempt, context.random),
      cause: event.cause,
    },
    effects: [closeSocket],
  };
}

/** Offline keeps trying, only under its own name: the browser may be wrong, and a network without an event may return. */
function loseNetwork(state: ConnectionState, _event: ConnectionEvent, { now, random }: TransitionContext): Step {
  const attempt = Math.max(attemptOf(state), 1);
  const retryAt = retryAtOf(state) ?? now + backoffMs(attempt, random);
  return {
    state: { status: 'offline', attempt, retryAt, cause: causeOf(state) },
    effects: [closeSocket],
  };
}

function openNow(state: ConnectionState, attempt: number): Step {
  return isTrying(state) ? { state, effects: [] } : { state: underWay(state, attempt), effects: [openSocket] };
}

/** The same state with an attempt under way. */
function underWay(state: ConnectionState, attempt: number): ConnectionState {
  if (state.status === 'connecting') return { status: 'connecting', attempt };
  if (state.status === 'reconnecting' || state.status === 'offline') return { ...state, attempt, retryAt: null };
  return state;
}

function withDoubt(state: ConnectionState, isDoubted: boolean): ConnectionState {
  return state.status === 'online' && state.isDoubted !== isDoubted ? { ...state, isDoubted } : state;
}

/** Offline is the browser's word; when it takes that back, what remains is reconnecting. */
function labelled(state: ConnectionState, isNetworkUp: boolean): ConnectionState {
  return state.status === 'offline' && isNetworkUp ? { ...state, status: 'reconnecting' } : state;
}

/** A server that accepts and drops at once must not be asked ever faster: only a line that held resets the count. */
function nextAttempt(state: ConnectionState, now: number): number {
  const held = state.status === 'online' && now - state.since >= STABLE_AFTER_MS;
  return held ? 1 : attemptOf(state) + 1;
}

/** An attempt to open the socket is under way. */
export function isTrying(state: ConnectionState): boolean {
  return state.status === 'connecting' || retryAtOf(state) === null;
}

function retryAtOf(state: ConnectionState): number | null | undefined {
  return state.status === 'reconnecting' || state.status === 'offline' ? state.retryAt : undefined;
}

function attemptOf(state: ConnectionState): number {
  return 'attempt' in state ? state.attempt : 0;
}

function causeOf(state: ConnectionState): DropCause {
  return 'cause' in state ? state.cause : 'refused';
}
