import type { BatchStatus, KeyedBatch } from '@blunari/db';
import { appError } from '@blunari/schema/errors';
import { err, ok, type Result } from '@blunari/schema/result';
import { unknownKey } from '../find-visitor-widget.ts';

/** A batch, and who waits to hear what became of it. */
export interface Waiting {
  readonly batch: KeyedBatch;
  readonly resolve: (result: Result<null>) => void;
  /** For bugs, as everywhere. */
  readonly reject: (error: unknown) => void;
}

export type WriteBatches = (batches: readonly KeyedBatch[]) => Promise<Result<readonly BatchStatus[]>>;

/** Restaurants whose visits could not be written, after which the database is believed to be away. */
const maxKeysAway = 2;

/**
 * Writes batches in one transaction and tells each what became of it. Where that fails as a whole they are tried one by
 * one, so that none is harmed by another; the ids make a second try harmless, whether or not the first was committed.
 */
export async function writeGroup(write: WriteBatches, group: readonly Waiting[]): Promise<void> {
  const fail = await attempt(write, group);
  if (!fail) return;
  const [only, ...others] = group;
  if (only && others.length === 0) fail.tell(only);
  else await writeOneByOne(write, group);
}

async function writeOneByOne(write: WriteBatches, group: readonly Waiting[]): Promise<void> {
  const away = new Map<string, Failure>();
  for (const one of group) {
    const known = away.get(one.batch.key) ?? (away.size < maxKeysAway ? undefined : away.values().next().value);
    const failure = known ?? (await attempt(write, [one]));
    failure?.tell(one);
    if (failure?.isAway === true) away.set(one.batch.key, failure);
  }
}

interface Failure {
  readonly tell: (one: Waiting) => void;
  readonly isAway: boolean;
}

/** Answers nothing where each has been told what became of it. */
async function attempt(write: WriteBatches, group: readonly Waiting[]): Promise<Failure | undefined> {
  try {
    const written = await write(group.map(({ batch }) => batch));
    if (!written.ok) return { tell: (one) => one.resolve(written), isAway: written.error.code === 'unavailable' };
    for (const [index, one] of group.entries()) one.resolve(resultOf[written.value[index] ?? 'invalid']);
    return undefined;
  } catch (error) {
    return { tell: (one) => one.reject(error), isAway: false };
  }
}

const resultOf = {
  stored: ok(null),
  not_found: unknownKey,
  widget_inactive: err(appError('widget_inactive', 'This widget is not active.')),
  invalid: err(appError('invalid_input', 'The database refused this batch.')),
} as const satisfies Record<BatchStatus, Result<null>>;
