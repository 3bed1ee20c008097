import type { SaveWidget } from '@blunari/schema/api';
import type { JsonObject, MergePatch } from '@blunari/schema/config/merge-patch';
import type { Result } from '@blunari/schema/result';
import { editsOf } from './edits.ts';
import { hasUnsaved } from './save-status.ts';
import type { FieldChoice, AutosaveState, SentSave } from './state.ts';
import { asStoredVersion } from './stored-version.ts';
import { transition, wakeAtMs, type AutosaveEvent } from './transition.ts';

/** What a save answers: the widget as it is now, and the fields of mine that are not in it. */
export interface SaveAnswer {
  readonly row: { readonly version: number; readonly config?: unknown };
  readonly conflicts: readonly { readonly path: readonly string[] }[];
}

/** The world of one widget's auto-save. */
export interface AutosavePorts {
  readonly save: (input: SaveWidget) => Promise<Result<SaveAnswer>>;
  /** Keeps edits that are not stored yet over a closed tab; `null` forgets them. */
  readonly keepUnsent: (unsent: UnsentEdits | null) => void;
  readonly nowMs: () => number;
  /** Calls back once; returns what cancels it. */
  readonly setTimer: (callback: () => void, delayMs: number) => () => void;
  readonly random: () => number;
}

/** Edits of mine with the config they were made on: enough to merge them into any later version. */
export interface UnsentEdits {
  readonly onto: JsonObject;
  readonly patch: MergePatch;
  /** Choices that were not made: they come back as choices. */
  readonly choices: readonly FieldChoice[];
}

/** Retries wait up to 1, 2, 4 ... 30 s, evenly spread (full jitter), so that an outage does not end in a stampede. */
const firstRetryMs = 1000;
const longestRetryMs = 30_000;

/** Runs the auto-save machine of one widget: one timer, one request at a time. */
export class AutosaveRunner {
  readonly #widgetId: string;
  readonly #ports: AutosavePorts;
  readonly #listeners = new Set<() => void>();
  #state: AutosaveState;
  #cancelTimer: () => void = () => {};
  #isClosed = false;

  constructor(widgetId: string, state: AutosaveState, ports: AutosavePorts) {
    this.#widgetId = widgetId;
    this.#ports = ports;
    this.#state = state;
  }

  readonly getState = (): AutosaveState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly dispatch = (event: AutosaveEvent): void => {
    if (this.#isClosed) return;
    const before = this.#state;
    const next = transition(before, event);
    if (next === before) return this.#arm();
    this.#state = next;
    this.#keepUnsent(before, next);
    if (next.sent && next.sent !== before.sent) void this.#send(next.sent);
    this.#arm();
    for (const listener of this.#listeners) listener();
  };

  /** Sends at once what is waiting, when the page is hidden or left. Edits stay kept until the answer is there. */
  readonly flush = (): void => this.dispatch({ kind: 'woke', nowMs: Number.POSITIVE_INFINITY });

  /** Whether it takes events; not once it was closed. */
  readonly isOpen = (): boolean => !this.#isClosed;

  /** Ends it for good, at sign-out. What is kept on the device stays there. */
  readonly close = (): void => {
    this.#isClosed = true;
    this.#cancelTimer();
    this.#listeners.clear();
  };

  async #send(sent: SentSave): Promise<void> {
    const { baseVersion, patch } = sent;
    const outcome = await this.#ports.save({ widgetId: this.#widgetId, baseVersion, patch });
    const nowMs = this.#ports.nowMs();
    if (outcome.ok) {
      const { row, conflicts } = outcome.value;
      this.dispatch({ kind: 'saved', row: asStoredVersion(row), conflicts: conflicts.map(({ path }) => path), nowMs });
    } else {
      this.dispatch({ kind: 'failed', error: outcome.error, retryAtMs: nowMs + this.#retryDelayMs() });
    }
  }

  #retryDelayMs(): number {
    const attempts = this.#state.failure?.attempts ?? 0;
    return this.#ports.random() * Math.min(firstRetryMs * 2 ** attempts, longestRetryMs);
  }

  #arm(): void {
    this.#cancelTimer();
    const dueMs = wakeAtMs(this.#state);
    if (dueMs === null) return;
    const wake = (): void => this.dispatch({ kind: 'woke', nowMs: this.#ports.nowMs() });
    this.#cancelTimer = this.#ports.setTimer(wake, Math.max(0, dueMs - this.#ports.nowMs()));
  }

  #keepUnsent(before: AutosaveState, next: AutosaveState): void {
    const unsent = unsentOf(next);
    if (unsent === null && unsentOf(before) === null) return;
    this.#ports.keepUnsent(unsent);
  }
}

function unsentOf(state: AutosaveState): UnsentEdits | null {
  return hasUnsaved(state) ? { onto: state.base.config, patch: editsOf(state), choices: state.choices } : null;
}
