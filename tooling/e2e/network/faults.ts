import { BEAT_EVERY_MS, PONG_WITHIN_MS } from '@blunari/realtime/heartbeat';
import type { LineFact } from '@blunari/stack/faulty-line';

/** What happened to the product or the machine of the page, beside its line: the API, the database, sleep. */
export type SceneFact = 'stopping' | 'stopped' | 'started' | 'crashed' | 'recovered' | 'asleep' | 'awake';

export interface WorldEvent {
  /** Epoch milliseconds. */
  readonly atMs: number;
  readonly fact: LineFact | SceneFact;
}

/** Something that keeps a page from being live, or may. */
export interface Fault {
  readonly fact: WorldEvent['fact'];
  readonly atMs: number;
  /** From when on others could be live again; at once after a cut or a reset. */
  readonly endMs: number;
  /** `Live` may be shown no longer than this; null where it may stay true. */
  readonly admitByMs: number | null;
}

/** From the browser's noticing to this process's note of it, on a machine with other things to do. */
const NOTICED_WITHIN_MS = 3_000;

/** Who wakes asks the line, and counts it as lost without an answer. */
const WOKEN_WITHIN_MS = PONG_WITHIN_MS + NOTICED_WITHIN_MS;

interface FaultKind {
  readonly admitWithinMs: number | null;
  readonly endedBy: WorldEvent['fact'] | null;
}

/** A browser is told of all but one fault of a line, and that one is asked for. */
const kinds: Partial<Record<WorldEvent['fact'], FaultKind>> = {
  cut: { admitWithinMs: NOTICED_WITHIN_MS, endedBy: null },
  reset: { admitWithinMs: NOTICED_WITHIN_MS, endedBy: null },
  refusing: { admitWithinMs: NOTICED_WITHIN_MS, endedBy: 'mended' },
  'half-open': { admitWithinMs: BEAT_EVERY_MS + PONG_WITHIN_MS + NOTICED_WITHIN_MS, endedBy: 'mended' },
  // Some are let go before the others, and before it is known that all are.
  stopping: { admitWithinMs: null, endedBy: 'started' },
  stopped: { admitWithinMs: NOTICED_WITHIN_MS, endedBy: 'started' },
  // Nothing can be stored meanwhile, so nothing is missed.
  crashed: { admitWithinMs: null, endedBy: 'recovered' },
};

/** All that went wrong, oldest first. Nobody admits anything asleep: who slept has from the waking on. */
export function faultsIn(events: readonly WorldEvent[]): readonly Fault[] {
  return events.flatMap(({ atMs, fact }, index): readonly Fault[] => {
    const kind = kinds[fact];
    if (kind === undefined) return [];
    const endMs = kind.endedBy === null ? atMs : endOf(events, index, kind.endedBy);
    if (kind.admitWithinMs === null) return [{ fact, atMs, endMs, admitByMs: null }];
    const admitByMs = atMs + kind.admitWithinMs;
    const sleep = sleepsIn(events).find((each) => each.atMs <= admitByMs && each.endMs >= atMs);
    return [{ fact, atMs, endMs, admitByMs: sleep ? sleep.endMs + WOKEN_WITHIN_MS : admitByMs }];
  });
}

/** Until when what was due at an instant may still be on its way: what keeps it may not have been noticed yet. */
export function excusedUntil(events: readonly WorldEvent[], dueAtMs: number): number {
  const faults = faultsIn(events).map(({ atMs, admitByMs }) => ({ atMs, untilMs: admitByMs ?? atMs }));
  const sleeps = sleepsIn(events).map(({ atMs, endMs }) => ({ atMs, untilMs: endMs + WOKEN_WITHIN_MS }));
  return Math.max(
    dueAtMs,
    ...[...faults, ...sleeps].filter(({ atMs }) => atMs <= dueAtMs).map(({ untilMs }) => untilMs),
  );
}

function sleepsIn(events: readonly WorldEvent[]): readonly { readonly atMs: number; readonly endMs: number }[] {
  return events.flatMap(({ atMs, fact }, index) =>
    fact === 'asleep' ? [{ atMs, endMs: endOf(events, index, 'awake') }] : [],
  );
}

function endOf(events: readonly WorldEvent[], index: number, endedBy: WorldEvent['fact']): number {
  return events.slice(index).find(({ fact }) => fact === endedBy)?.atMs ?? Infinity;
}
