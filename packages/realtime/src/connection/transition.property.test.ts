import fc from 'fast-check';
import { expect, it } from 'vitest';
import { LONGEST_HIDDEN_WAIT_MS, LONGEST_POLLING_WAIT_MS, LONGEST_WAIT_MS } from './backoff.ts';
import type { ConnectionEvent, ConnectionState, TransitionContext } from './state.ts';
import { isTrying, transition } from './transition.ts';

const cause = fc.constantFrom('refused', 'closed', 'connect-timeout', 'heartbeat-timeout');
const event: fc.Arbitrary<ConnectionEvent> = fc.oneof(
  fc.record({
    type: fc.constantFrom('started', 'opened', 'retryDue', 'woke', 'retried', 'networkDoubted', 'answered', 'httpLost'),
  }),
  fc.record({ type: fc.constant('dropped' as const), cause }),
  fc.record({ type: fc.constant('tokenRefused' as const), reason: fc.constant('InvalidJWTToken') }),
);
const step = fc.record({
  event,
  waitMs: fc.nat(20_000),
  random: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  isNetworkUp: fc.boolean(),
  isHttpUp: fc.boolean(),
  isVisible: fc.boolean(),
});

/** Calls back after each step of any history, from the start on. */
function live(
  steps: readonly (Omit<TransitionContext, 'now'> & { event: ConnectionEvent; waitMs: number })[],
  check: (state: ConnectionState, context: TransitionContext) => void,
): ConnectionState {
  let state: ConnectionState = { status: 'idle' };
  let now = 1_000_000;
  for (const { event: happened, waitMs, ...rest } of steps) {
    now += waitMs;
    state = transition(state, happened, { now, ...rest }).state;
    check(state, { now, ...rest });
  }
  return state;
}

it('waits for something at any moment, never longer than the cap of its state', () => {
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      live(steps, (state, { now }) => {
        if (!('retryAt' in state) || state.retryAt === null) return;
        const longestMs = state.status === 'polling' ? LONGEST_POLLING_WAIT_MS : LONGEST_HIDDEN_WAIT_MS;
        // What was set in another minute of the history only gets nearer.
        expect(state.retryAt - now).toBeLessThanOrEqual(longestMs);
      });
    }),
  );
});

it('waits no longer than ten seconds on a page in view while it does not poll', () => {
  fc.assert(
    fc.property(fc.array(step.map((each) => ({ ...each, isVisible: true }))), (steps) => {
      live(steps, (state, { now }) => {
        if ('retryAt' in state && state.retryAt !== null && state.status !== 'polling') {
          expect(state.retryAt - now).toBeLessThanOrEqual(LONGEST_WAIT_MS);
        }
      });
    }),
  );
});

it('is online after any history as soon as one attempt succeeds, but for a refused token', () => {
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const well: TransitionContext = { now: 2 ** 41, random: 0, isNetworkUp: true, isHttpUp: true, isVisible: true };
      let state = live([...steps], () => {});
      if (state.status === 'idle' || state.status === 'unauthorized')
        state = transition(state, { type: 'retried' }, well).state;
      if (!isTrying(state)) state = transition(state, { type: 'retryDue' }, well).state;
      expect(transition(state, { type: 'opened' }, well).state.status).toBe('online');
    }),
  );
});
