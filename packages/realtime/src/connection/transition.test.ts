import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { BLOCKED_AFTER_FAILURES, LONGEST_HIDDEN_WAIT_MS, LONGEST_POLLING_WAIT_MS } from './backoff.ts';
import { LONGEST_WAIT_MS, STABLE_AFTER_MS } from './backoff.ts';
import type {
  ConnectionEvent,
  ConnectionEventType,
  ConnectionState,
  ConnectionStatus,
  TransitionContext,
} from './state.ts';
import { type Rule, transitionTable } from './transition-table.ts';
import { transition } from './transition.ts';

const now = 1_000_000;
const context: TransitionContext = { now, random: 0.5, isNetworkUp: true, isHttpUp: false, isVisible: true };
const httpOnly: TransitionContext = { ...context, isHttpUp: true };
const noNetwork: TransitionContext = { ...context, isNetworkUp: false };

const states = {
  idle: { status: 'idle' },
  connecting: { status: 'connecting', attempt: 0 },
  online: { status: 'online', attempt: 0, since: now - STABLE_AFTER_MS, isDoubted: false },
  reconnecting: { status: 'reconnecting', attempt: 3, retryAt: now + 500, cause: 'closed' },
  offline: { status: 'offline', attempt: 3, retryAt: now + 500, cause: 'closed' },
  polling: { status: 'polling', attempt: 2, retryAt: now + 500, cause: 'refused', since: now - 1_000 },
  unauthorized: { status: 'unauthorized', reason: 'InvalidJWTToken' },
  closed: { status: 'closed' },
} satisfies { [Status in ConnectionStatus]: ConnectionState & { status: Status } };

const trying: ConnectionState = { ...states.reconnecting, retryAt: null };
const tryingPolling = { ...states.polling, retryAt: null } satisfies ConnectionState;
const tryingOffline: ConnectionState = { ...states.offline, retryAt: null };

const events = {
  started: { type: 'started' },
  opened: { type: 'opened' },
  dropped: { type: 'dropped', cause: 'closed' },
  retryDue: { type: 'retryDue' },
  woke: { type: 'woke' },
  retried: { type: 'retried' },
  networkDoubted: { type: 'networkDoubted' },
  answered: { type: 'answered' },
  tokenRefused: { type: 'tokenRefused', reason: 'InvalidJWTToken' },
  stopped: { type: 'stopped' },
  httpLost: { type: 'httpLost' },
} satisfies { [Type in ConnectionEventType]: ConnectionEvent & { type: Type } };

/** What each rule leads to, whichever cell names it. */
const outcomes = {
  stay: (before) => ({ status: before, effects: [] }),
  connect: () => ({ status: 'connecting', effects: ['openSocket'] }),
  goOnline: () => ({ status: 'online', effects: ['closePolling'] }),
  backOff: () => ({ status: 'reconnecting', effects: ['closeSocket'] }),
  attempt: (before) => ({ status: withoutOffline(before), effects: ['openSocket', ...probed(before)] }),
  attemptAfresh: (before) =>
    before === 'polling'
      ? { status: before, effects: ['openSocket', 'pollNow'] }
      : { status: 'reconnecting', effects: ['openSocket'] },
  reopen: (before) => ({ status: withoutOffline(before), effects: ['closeSocket', 'openSocket'] }),
  check: (before) => ({ status: before, effects: ['checkLine'] }),
  doubt: () => ({ status: 'online', effects: ['checkLine'] }),
  trust: () => ({ status: 'online', effects: [] }),
  loseNetwork: () => ({ status: 'offline', effects: ['closeSocket', 'closePolling'] }),
  refuse: () => ({ status: 'unauthorized', effects: ['closeSocket', 'closePolling'] }),
  close: () => ({ status: 'closed', effects: ['closeSocket', 'closePolling'] }),
  pollOn: () => ({ status: 'polling', effects: ['closeSocket'] }),
  stopPolling: () => ({ status: 'reconnecting', effects: ['closePolling'] }),
} satisfies Record<Rule, (before: ConnectionStatus) => { status: ConnectionStatus; effects: string[] }>;

/** The browser has a network here. */
const withoutOffline = (before: ConnectionStatus) => (before === 'offline' ? 'reconnecting' : before);
/** Attempt 3 is one whose failure would be one too many. */
const probed = (before: ConnectionStatus) => (before === 'polling' ? [] : ['openPolling']);

/** A state in which the rule has something to do: some act only while an attempt is under way. */
function stateFor(status: ConnectionStatus, rule: Rule): ConnectionState {
  const needsAttempt = rule === 'goOnline' || rule === 'backOff' || rule === 'pollOn';
  if (needsAttempt && status === 'polling') return tryingPolling;
  if (needsAttempt && status === 'reconnecting') return trying;
  if (needsAttempt && status === 'offline') return tryingOffline;
  return states[status];
}

describe('transition', () => {
  const cells = Object.values(states).flatMap(({ status }) =>
    Object.values(events).map((event) => ({ status, event, rule: transitionTable[status][event.type] })),
  );

  it.each(cells)('$status + $event.type: $rule', ({ status, event, rule }) => {
    const step = transition(stateFor(status, rule), event, context);
    const outcome = outcomes[rule](status);
    expect(step.state.status).toBe(outcome.status);
    expect(step.effects.map(({ type }) => type)).toEqual(outcome.effects);
  });

  it('keeps the very same object where nothing changes, so that nobody renders again', () => {
    for (const { status, event, rule } of cells) {
      if (rule === 'stay' || rule === 'check')
        expect(transition(states[status], event, context).state).toBe(states[status]);
    }
  });

  it('counts anew after a line that held', () => {
    const held: ConnectionState = { ...states.online, attempt: 6 };
    const { state } = transition(held, events.dropped, context);
    expect(state).toMatchObject({ status: 'reconnecting', attempt: 1, retryAt: now + 100, cause: 'closed' });
  });

  it('goes on counting when the server accepted and dropped at once', () => {
    const brief: ConnectionState = { status: 'online', attempt: 6, since: now - STABLE_AFTER_MS + 1, isDoubted: false };
    const { state } = transition(brief, events.dropped, context);
    expect(state).toMatchObject({ attempt: 7, retryAt: now + LONGEST_WAIT_MS / 2 });
  });

  it('calls a loss without a network offline, and tries on', () => {
    const { state } = transition(states.online, events.dropped, noNetwork);
    expect(state).toMatchObject({ status: 'offline', attempt: 1, retryAt: now + 100 });
    expect(transition(state, events.retryDue, noNetwork)).toMatchObject({
      state: { status: 'offline', retryAt: null },
      effects: [{ type: 'openSocket' }],
    });
  });

  it('goes online from offline when an attempt succeeds, whatever the browser believes', () => {
    expect(transition(tryingOffline, events.opened, noNetwork).state).toEqual({
      status: 'online',
      attempt: 3,
      since: now,
      isDoubted: false,
    });
  });

  it('stays offline on a wake without a network, but tries at once', () => {
    expect(transition(states.offline, events.woke, noNetwork)).toEqual({
      state: { status: 'offline', attempt: 1, retryAt: null, cause: 'closed' },
      effects: [{ type: 'openSocket' }],
    });
  });

  it.each(['retryDue', 'retried', 'woke'] as const)('says offline no longer than the browser does, on %s', (type) => {
    for (const offline of [states.offline, tryingOffline]) {
      if (type === 'retryDue' && offline === tryingOffline) continue;
      expect(transition(offline, events[type], context).state).toMatchObject({ status: 'reconnecting', retryAt: null });
      expect(transition(offline, events[type], noNetwork).state).toMatchObject({ status: 'offline', retryAt: null });
    }
  });

  it('is the same object when a person asks for what is under way already', () => {
    expect(transition(states.connecting, events.retried, context).state).toBe(states.connecting);
    const first = { ...states.reconnecting, attempt: 1, retryAt: null };
    expect(transition(first, events.retried, context).state).toBe(first);
    expect(transition(trying, events.retried, context).state).toMatchObject({ attempt: 1 });
  });

  it('keeps a wait that has begun when the network goes, but for that of polling', () => {
    expect(transition(states.reconnecting, events.networkDoubted, noNetwork).state).toEqual({
      ...states.reconnecting,
      status: 'offline',
    });
    const far: ConnectionState = { ...states.polling, attempt: 7, retryAt: now + 106_000 };
    expect(transition(far, events.networkDoubted, noNetwork).state).toEqual({
      status: 'offline',
      attempt: 1,
      retryAt: now + 100,
      cause: 'refused',
    });
  });

  it('does not disturb an attempt under way when the page wakes', () => {
    expect(transition(trying, events.woke, context)).toEqual({ state: trying, effects: [] });
  });

  it('takes a second report of the same loss for an echo', () => {
    expect(transition(states.reconnecting, events.dropped, context).state).toBe(states.reconnecting);
    expect(transition(states.reconnecting, events.opened, context).state).toBe(states.reconnecting);
  });

  it('doubts a line the moment the browser says that the network is gone, until a ping is answered', () => {
    const { state: doubted } = transition(states.online, events.networkDoubted, noNetwork);
    expect(doubted).toEqual({ ...states.online, isDoubted: true });
    expect(transition(doubted, events.networkDoubted, noNetwork).state).toBe(doubted);
    expect(transition(doubted, events.woke, context).state).toBe(doubted);
    expect(transition(doubted, events.answered, noNetwork).state).toEqual(states.online);
    expect(transition(states.online, events.answered, context).state).toBe(states.online);
  });

  it('gives a doubted line less time than a woken one', () => {
    expect(transition(states.online, events.networkDoubted, context).effects).toEqual([
      { type: 'checkLine', withinMs: 2_000 },
    ]);
    expect(transition(states.online, events.woke, context).effects).toEqual([{ type: 'checkLine', withinMs: 5_000 }]);
  });
});

/** What failing again and again leads to, from the first attempt on. */
function failures(count: number, when: TransitionContext): ConnectionState {
  let state: ConnectionState = states.connecting;
  for (let failure = 0; failure < count; failure++) {
    state = transition(state, { type: 'dropped', cause: 'refused' }, when).state;
    if (failure < count - 1) state = transition(state, events.retryDue, when).state;
  }
  return state;
}

describe('transition to and from polling', () => {
  it('polls after so many failures in a row while the server answers over HTTP, not one earlier', () => {
    expect(failures(BLOCKED_AFTER_FAILURES - 1, httpOnly)).toMatchObject({ status: 'reconnecting' });
    expect(failures(BLOCKED_AFTER_FAILURES, httpOnly)).toEqual({
      status: 'polling',
      attempt: 1,
      retryAt: now + LONGEST_WAIT_MS / 2,
      cause: 'refused',
      since: now,
    });
  });

  it('does not poll in an outage, where HTTP does not answer either', () => {
    expect(failures(50, context)).toMatchObject({ status: 'reconnecting', attempt: 50 });
  });

  it('asks HTTP beside the attempt whose failure would be one too many, and not again while it answers', () => {
    const second = failures(BLOCKED_AFTER_FAILURES - 1, context);
    expect(transition(second, events.retryDue, context).effects).toEqual([
      { type: 'openSocket' },
      { type: 'openPolling' },
    ]);
    expect(transition(second, events.retryDue, httpOnly).effects).toEqual([{ type: 'openSocket' }]);
    const first = failures(1, context);
    expect(transition(first, events.retryDue, context).effects).toEqual([{ type: 'openSocket' }]);
  });

  it('tries a socket ever more seldom while it polls, and says nothing else meanwhile', () => {
    let state: ConnectionState = { ...states.polling, attempt: 1 };
    const waits: (number | null)[] = [];
    for (let attempt = 0; attempt < 6; attempt++) {
      state = transition(state, events.retryDue, httpOnly).state;
      expect(state).toMatchObject({ status: 'polling', retryAt: null, since: states.polling.since });
      state = transition(state, { type: 'dropped', cause: 'refused' }, httpOnly).state;
      waits.push('retryAt' in state && state.retryAt !== null ? state.retryAt - now : null);
    }
    expect(waits).toEqual([10_000, 20_000, 40_000, 60_000, 60_000, LONGEST_POLLING_WAIT_MS / 2]);
  });

  it('is an outage like any other when HTTP is lost too', () => {
    expect(transition(states.polling, events.httpLost, context).state).toEqual({
      status: 'reconnecting',
      attempt: 1,
      retryAt: now + 100,
      cause: 'refused',
    });
    expect(transition(tryingPolling, events.httpLost, context).state).toMatchObject({ retryAt: null });
  });
});

it('waits longer on a page that nobody sees', () => {
  const { state } = transition({ ...trying, attempt: 20 }, events.dropped, { ...context, isVisible: false });
  expect(state).toMatchObject({ retryAt: now + LONGEST_HIDDEN_WAIT_MS / 2 });
});

describe('SPEC.md', () => {
  it('shows the table that the code runs on', async () => {
    const spec = await readFile(new URL('../../SPEC.md', import.meta.url), 'utf8');
    const cells = spec
      .split('\n')
      .filter((line) => line.startsWith('| **') || line.includes('| retryDue '))
      .map((line) =>
        line
          .split('|')
          .slice(1, -1)
          .map((cell) => cell.trim().replaceAll('*', '').replace(/^-$/, 'stay')),
      );
    const columns = Object.values(events).map(({ type }) => type);
    expect(cells).toEqual([
      ['state', ...columns],
      ...Object.values(states).map(({ status }) => [status, ...columns.map((type) => transitionTable[status][type])]),
    ]);
  });
});
