import type { Entry, VisitorEvent } from '@blunari/schema/insights';
import { newIdAt } from '../frame/new-id.ts';
import { createSend, type SendDeps } from './delivery.ts';
import { createJournal } from './journal.ts';
import { createKeep, type Keep } from './keep.ts';
import { createKeptEvents, type VisitedPage } from './kept-events.ts';
import type { ServerClock } from './server-clock.ts';
import { createSession } from './session.ts';

/** What the widget tells; whose session it is and how it was opened is known here. */
export type Told = Omit<VisitorEvent, 'id' | 'sessionId' | 'locale' | 'entry'>;

export interface RunningJournal {
  readonly record: (told: Told, isUrgent?: boolean) => void;
  /** The guest reached the end: leaving is no abandoning any more. */
  readonly finish: () => void;
  /** The session of what is done now. */
  readonly session: () => string;
  /** The page goes away: what the guest had begun is abandoned, and all that waits is sent. */
  readonly leave: () => void;
  /** Nobody looks any more, and may not come back: all that waits is sent. */
  readonly hide: () => void;
  /** The line is back. */
  readonly hurry: () => void;
  /** Leaves nothing behind. */
  readonly stop: () => void;
}

export interface JournalParts extends SendDeps {
  readonly publicKey: string;
  readonly entry: Entry;
  readonly clock: ServerClock;
  readonly currentPage: () => VisitedPage;
  /** That of the words on screen, whoever chose it. */
  readonly locale: () => string;
  readonly standIn: Keep;
}

/** Counts in this tab, from now on. */
export function startJournal({
  publicKey,
  entry,
  clock,
  currentPage,
  locale,
  standIn,
  ...wires
}: JournalParts): RunningJournal {
  const { nowMs } = clock;
  const keep = createKeep(() => window.sessionStorage, publicKey, standIn);
  const session = createSession({ keep, nowMs: () => Date.now(), newId: () => newIdAt(nowMs()) });
  const journal = createJournal({
    send: createSend(wires),
    changeKept: createKeptEvents(keep, nowMs),
    currentPage,
    newId: newIdAt,
    nowMs,
    isClockCorrected: clock.isCorrected,
    monotonicMs: () => performance.now(),
    random: Math.random,
    setTimer: setTimeout,
  });
  /** The step that a guest who leaves now would abandon. */
  let step: string | undefined;
  const record = (told: Told, isUrgent?: boolean): void => {
    step = told.step ?? step;
    journal.record({ ...told, sessionId: session(), locale: locale(), entry }, isUrgent);
  };
  return {
    record,
    finish: () => {
      step = undefined;
    },
    session,
    leave: () => {
      if (step !== undefined) record({ type: 'interaction', kind: 'abandon', step });
      step = undefined;
      journal.flush();
    },
    hide: journal.flush,
    hurry: journal.hurry,
    stop: () => {
      journal.stop();
      keep.write('session', '');
      keep.write('journal', '');
    },
  };
}
