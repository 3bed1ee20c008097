import { idSchema } from '@blunari/schema/ids';
import { editingComponentSchema } from '@blunari/schema/rollout';
import type { TRPCError } from '@trpc/server';
import { z } from 'zod';
import type { SaveRecorder } from '../../shared/saves/save-recorder.ts';
import { appErrorOf } from '../../trpc/app-error-of.ts';
import type { Caller } from '../../trpc/context.ts';

/** All that must be readable to say whose save it was; the rest of the input may be what made it fail. */
const saveSchema = z.object({ widgetId: idSchema, component: editingComponentSchema.catch('editor') });

/** Failures that say nothing about form or editor: whoever asked may not save there at all. */
const notTheirs: ReadonlySet<string> = new Set(['not_signed_in', 'forbidden', 'not_found', 'rate_limited']);

const maxFailureLength = 200;

interface Answered {
  /** As it came, which may be anything. */
  readonly input: unknown;
  readonly tookMs: number;
  /** Absent where it was saved. A conflict is: what did not conflict is in, and the person chooses about the rest. */
  readonly error: TRPCError | undefined;
}

/** Remembers how a save went, for the numbers of the roll-out. */
export function recordSave(
  { saves, caller }: { readonly saves: SaveRecorder; readonly caller: Caller },
  { input, tookMs, error }: Answered,
): void {
  const save = saveSchema.safeParse(input).data;
  if (!save) return;
  const failure = error && appErrorOf(error);
  if (failure && notTheirs.has(failure.code)) return;
  saves.record(caller, {
    ...save,
    tookMs,
    ...(failure ? { failure: `${failure.code} ${failure.message}`.slice(0, maxFailureLength) } : {}),
  });
}
