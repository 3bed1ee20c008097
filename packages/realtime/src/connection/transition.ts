import { BLOCKED_AFTER_FAILURES, backoffMs, pollingBackoffMs, STABLE_AFTER_MS } from './backoff.ts';
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
const openPolling: ConnectionEffect = { type: 'openPolling' };
const closePolling: ConnectionEffect = { type: 'closePolling' };
const pollNow: ConnectionEffect = { type: 'pollNow' };

const rules = {
  stay: (state) => ({ state, effects: [] }),
  connect: () => ({ state: { status: 'connecting', attempt: 0 }, effects: [openSocket] }),
  goOnline,
  backOff,
  attempt: (state, _event, context) => openNow(state, attemptOf(state), context),
  attemptAfresh,
  reopen,
  check: (state) => ({ state, effects: [{ type: 'checkLine', withinMs: PONG_WITHIN_MS }] }),
  doubt: (state) => ({
    state: withDoubt(state, true),
    effects: [{ type: 'checkLine', withinMs: PONG_WHEN_DOUBTED_MS }],
  }),
  trust: (state) => ({ state: withDoubt(state, false), effects: [] }),
  loseNetwork,
  refuse: (state, event) =>
    event.type === 'tokenRefused'
      ? { state: { status: 'unauthorized', reason: event.reason }, effects: [closeSocket, closePolling] }
      : { state, effects: [] },
  close: () => ({ state: { status: 'closed' }, effects: [closeSocket, closePolling] }),
  pollOn,
  stopPolling,
} satisfies Record<Rule, RuleFunction>;

/** The count of attempts is kept, for the case that the line drops at once. */
function goOnline(state: ConnectionState, _event: ConnectionEvent, { now }: TransitionContext): Step {
  if (!isTrying(state)) return { state, effects: [] };
  const online: ConnectionState = { status: 'online', attempt: attemptOf(state), since: now, isDoubted: false };
  return { state: online, effects: [closePolling] };
}

/** Only what has or seeks a socket can lose it; a loss reported while waiting is an echo of the last one. */
function backOff(state: ConnectionState, event: ConnectionEvent, context: TransitionContext): Step {
  if (event.type !== 'dropped' || !(state.status === 'online' || isTrying(state))) return { state, effects: [] };
  const attempt = nextAttempt(state, context.now);
  const { cause } = event;
  if (attempt >= BLOCKED_AFTER_FAILURES && context.isHttpUp) return poll(cause, context);
  return {
    state: {
      status: context.isNetworkUp ? 'reconnecting' : 'offline',
      attempt,
      retryAt: context.now + backoffMs(attempt, context.random, context.isVisible),
      cause,
    },
    effects: [closeSocket],
  };
}

/** Sockets are blocked. The polling line stands already: it has just said so. */
function poll(cause: DropCause, { now, random }: TransitionContext): Step {
  const retryAt = now + pollingBackoffMs(1, random);
  return { state: { status: 'polling', attempt: 1, retryAt, cause, since: now }, effects: [closeSocket] };
}

/** Another try of a socket failed; the next one comes later. */
function pollOn(state: ConnectionState, event: ConnectionEvent, { now, random }: TransitionContext): Step {
  if (event.type !== 'dropped' || state.status !== 'polling' || !isTrying(state)) return { state, effects: [] };
  const attempt = state.attempt + 1;
  const retryAt = now + pollingBackoffMs(attempt, random);
  return { state: { ...state, attempt, retryAt, cause: event.cause }, effects: [closeSocket] };
}

/** HTTP is gone too, so this is an outage like any other. */
function stopPolling(state: ConnectionState, _event: ConnectionEvent, context: TransitionContext): Step {
  const lost: ConnectionState = {
    status: context.isNetworkUp ? 'reconnecting' : 'offline',
    attempt: 1,
    retryAt: isTrying(state) ? null : context.now + backoffMs(1, context.random, context.isVisible),
    cause: causeOf(state),
  };
  return { state: lost, effects: [closePolling] };
}

/**
 * Offline keeps trying, only under its own name: the browser may be wrong, and a network without an event may return.
 * A wait that has begun stays, but for the longer one of polling.
 */
function loseNetwork(state: ConnectionState, _event: ConnectionEvent, context: TransitionContext): Step {
  const isRecovering = state.status === 'reconnecting';
  const attempt = isRecovering ? state.attempt : 1;
  const started = isRecovering ? state.retryAt : null;
  const retryAt = started ?? context.now + backoffMs(attempt, context.random, context.isVisible);
  return {
    state: { status: 'offline', attempt, retryAt, cause: causeOf(state) },
    effects: [closeSocket, closePolling],
  };
}

function attemptAfresh(state: ConnectionState, _event: ConnectionEvent, context: TransitionContext): Step {
  const { state: next, effects } = openNow(state, 1, context);
  return { state: next, effects: state.status === 'polling' ? [...effects, pollNow] : effects };
}

function openNow(state: ConnectionState, attempt: number, context: TransitionContext): Step {
  const labelled = withoutOffline(state, context.isNetworkUp);
  if (isTrying(labelled)) return { state: labelled, effects: [] };
  const next = underWay(labelled, attempt);
  return { state: next, effects: [openSocket, ...probe(next, context)] };
}

function reopen(state: ConnectionState, _event: ConnectionEvent, context: TransitionContext): Step {
  const next = underWay(withoutOffline(state, context.isNetworkUp), Math.min(attemptOf(state), 1));
  return { state: next, effects: [closeSocket, openSocket, ...probe(next, context)] };
}

/** From the attempt on whose failure would be one too many, HTTP is asked beside it. */
function probe(state: ConnectionState, context: TransitionContext): readonly ConnectionEffect[] {
  const isRecovering = state.status === 'reconnecting' || state.status === 'offline';
  const wouldBeBlocked = isRecovering && state.attempt + 1 >= BLOCKED_AFTER_FAILURES;
  return wouldBeBlocked && !context.isHttpUp ? [openPolling] : [];
}

/** The same state with an attempt under way; the very same where one was. */
function underWay(state: ConnectionState, attempt: number): ConnectionState {
  const isSame = !('retryAt' in state) || (state.retryAt === null && state.attempt === attempt);
  return isSame ? state : { ...state, attempt, retryAt: null };
}

function withDoubt(state: ConnectionState, isDoubted: boolean): ConnectionState {
  return state.status === 'online' && state.isDoubted !== isDoubted ? { ...state, isDoubted } : state;
}

/** Offline is the browser's word; when it takes that back, what remains is reconnecting. */
function withoutOffline(state: ConnectionState, isNetworkUp: boolean): ConnectionState {
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

const retryAtOf = (state: ConnectionState): number | null | undefined =>
  'retryAt' in state ? state.retryAt : undefined;

const attemptOf = (state: ConnectionState): number => ('attempt' in state ? state.attempt : 0);

const causeOf = (state: ConnectionState): DropCause => ('cause' in state ? state.cause : 'refused');
