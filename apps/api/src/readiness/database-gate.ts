import type { ApiLook } from '@blunari/db/readiness';
import { appError, type AppError } from '@blunari/schema/errors';
import { err, ok, type Result } from '@blunari/schema/result';
import type { FastifyBaseLogger } from 'fastify';
import type { NotReady } from '../observability/health-routes.ts';

export interface DatabaseGateOptions {
  /** Logs in and looks; never rejects. */
  readonly look: () => Promise<ApiLook>;
  readonly log: Pick<FastifyBaseLogger, 'warn'>;
  /** From 0 up to 1, for the back-off. */
  readonly random: () => number;
}

/** Between two looks at a database that is not ready: full jitter below a bound that doubles from the first to the second. */
const firstBoundMs = 1_000;
const lastBoundMs = 15_000;
/** At a ready one, so that a removal of everything is noticed without a restart. */
const readyLookMs = 30_000;
/** Who asks for a look gets one that is no older. */
const freshMs = 1_000;

/**
 * Whether the database can carry the product. It looks again by itself, says so once in the log when that changes, and
 * opens without a restart. Once open, a database that does not answer is each request's own matter.
 */
export class DatabaseGate {
  readonly #options: DatabaseGateOptions;
  #looking: Promise<ApiLook> | undefined;
  #last: ApiLook = { kind: 'unreachable', reason: 'not asked yet' };
  #lastAtMs = -Infinity;
  #isOpen = false;
  #told: ApiLook['kind'] | undefined;
  #failures = 0;
  #timer: NodeJS.Timeout | undefined;
  #isStopped = false;

  constructor(options: DatabaseGateOptions) {
    this.#options = options;
  }

  readonly isOpen = (): boolean => this.#isOpen;

  /** Looks, unless somebody has just done so. */
  readonly look = async (): Promise<ApiLook> => {
    if (performance.now() - this.#lastAtMs < freshMs) return this.#last;
    this.#looking ??= this.#options.look().then((found) => {
      this.#looking = undefined;
      this.#take(found);
      return found;
    });
    return this.#looking;
  };

  /** Why product endpoints are not answered; for strangers, so it names nothing of the installation. */
  readonly refusal = (): AppError | undefined => {
    if (this.#isOpen) return undefined;
    const words = 'This installation is not set up yet. Please try again later.';
    return appError('not_ready', words, { retryAfterMs: lastBoundMs });
  };

  /** For `/readyz`: looks, and says to the operator what is missing. */
  readonly check = async (): Promise<Result<void, NotReady>> => {
    const { kind } = await this.look();
    return kind === 'migrated' ? ok(undefined) : err({ code: codes[kind], message: sentences[kind] });
  };

  readonly stop = async (): Promise<void> => {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    await this.#looking;
  };

  #take(found: ApiLook): void {
    this.#last = found;
    this.#lastAtMs = performance.now();
    const wasOpen = this.#isOpen;
    this.#isOpen = found.kind === 'migrated' || (wasOpen && found.kind === 'unreachable');
    this.#tell(found, wasOpen);
    this.#failures = this.#isOpen ? 0 : this.#failures + 1;
    this.#plan();
  }

  #tell(found: ApiLook, wasOpen: boolean): void {
    const isNews = found.kind !== this.#told && !(this.#isOpen && wasOpen);
    if (!isNews) return;
    const wasTold = this.#told !== undefined;
    this.#told = found.kind;
    if (found.kind !== 'migrated') {
      const reason = found.kind === 'unreachable' ? { reason: found.reason } : {};
      this.#options.log.warn({ code: codes[found.kind], ...reason }, `${sentences[found.kind]} It is tried again.`);
    } else if (wasTold) this.#options.log.warn('The database is ready: the product answers.');
  }

  #plan(): void {
    clearTimeout(this.#timer);
    if (this.#isStopped) return;
    const boundMs = Math.min(lastBoundMs, firstBoundMs * 2 ** (this.#failures - 1));
    const waitMs = this.#isOpen ? readyLookMs : freshMs + boundMs * this.#options.random();
    this.#timer = setTimeout(() => void this.look(), waitMs);
    this.#timer.unref();
  }
}

const codes = {
  unreachable: 'database_unreachable',
  login_refused: 'database_login_refused',
  not_migrated: 'database_not_migrated',
} as const satisfies Record<Exclude<ApiLook['kind'], 'migrated'>, NotReady['code']>;

const sentences = {
  unreachable: 'The database does not answer.',
  login_refused:
    "The database refuses the login of DATABASE_URL. Run supabase/widget-management-migration.sql as postgres if that has not been done, then: alter role blunari_api login password '...'; with the password of DATABASE_URL.",
  not_migrated: 'The tables of the widgets are missing. Run supabase/widget-management-migration.sql as postgres.',
} as const satisfies Record<Exclude<ApiLook['kind'], 'migrated'>, string>;
