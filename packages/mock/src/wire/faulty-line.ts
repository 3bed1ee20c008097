import { appError, type AppError } from '@blunari/schema/errors';
import { err, type Result } from '@blunari/schema/result';
import { slowPhoneBusyMs, slowPhoneLatencyMs, type Faults, type FaultStore } from '../faults/faults.ts';

/** The part of the world that a simulated line needs. */
export interface LineEnvironment {
  /** At least 0, below 1. */
  readonly random: () => number;
  /** Returns the function that cancels it. */
  readonly setTimer: (callback: () => void, delayMs: number) => () => void;
  /** Keeps the page busy for so long: nothing else runs meanwhile. */
  readonly occupy: (durationMs: number) => void;
}

/** One way across the line, in ms. */
export const latencyOf = ({ latencyMs, isSlowPhone }: Faults): number =>
  latencyMs + (isSlowPhone ? slowPhoneLatencyMs : 0);

/** What a browser's fetch rejects with when no answer comes. */
const noAnswer = (): Error => new TypeError('Failed to fetch');

/**
 * Carries one call to the backend and its answer back, as bad as the faults are at the moment. A call that is cut off on
 * its way back has been done all the same, as in life.
 * Rejects where no answer comes, and with the signal's reason where the caller gives up.
 */
export async function crossLine<Value, Failure>(
  faults: FaultStore,
  environment: LineEnvironment,
  signal: AbortSignal | null | undefined,
  run: () => Result<Value, Failure>,
): Promise<Result<Value, Failure | AppError>> {
  await travel(faults, environment, signal);
  const failure = failureOf(faults.get(), environment);
  const answer = failure ? err(failure) : run();
  await travel(faults, environment, signal);
  if (faults.get().isSlowPhone) environment.occupy(slowPhoneBusyMs);
  return answer;
}

async function travel(
  faults: FaultStore,
  environment: LineEnvironment,
  signal: AbortSignal | null | undefined,
): Promise<void> {
  signal?.throwIfAborted();
  if (faults.get().isDisconnected) throw noAnswer();
  const { jitterMs } = faults.get();
  const delayMs = (latencyOf(faults.get()) + jitterMs * environment.random()) / 2;
  if (delayMs > 0) await new Promise<void>((resolve) => void environment.setTimer(resolve, delayMs));
  signal?.throwIfAborted();
  if (faults.get().isDisconnected) throw noAnswer();
}

function failureOf({ failurePercent, failureCode }: Faults, { random }: LineEnvironment): AppError | null {
  if (failurePercent === 0 || random() * 100 >= failurePercent) return null;
  return appError(failureCode, 'This call failed because a fault is switched on. Please try again.');
}
