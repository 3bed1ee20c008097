import { editingComponentSchema, bucketOf, addSaves, type SaveSum } from '@blunari/schema/rollout';
import type { AppError } from '@blunari/schema/errors';
import { idSchema } from '@blunari/schema/ids';
import { isAtLeast } from '@blunari/schema/roles';
import { z } from 'zod';
import type { Backend } from '../state/backend.ts';
import type { MockState } from '../state/mock-state.ts';
import { countedBatchOf, memberOf } from './members.ts';
import type { SaveRecord } from './rollout-record.ts';

export const minuteMs = 60_000;

/** All that must be readable to say whose save it was; the rest may be what made it fail. */
const askedSchema = z.object({ widgetId: idSchema, component: editingComponentSchema.catch('editor') });

/** Failures that say nothing about form or editor: whoever asked may not save there at all. */
const notTheirs: ReadonlySet<string> = new Set(['not_signed_in', 'forbidden', 'not_found', 'rate_limited']);

export interface AnsweredSave {
  /** As it came, which may be anything. */
  readonly input: unknown;
  /** From the call to its answer, with the way there and back as bad as the faults make it. */
  readonly tookMs: number;
  /** Absent where it was saved, whole or with conflicts. */
  readonly error?: AppError;
}

/** Remembers how a save went, for the numbers of the roll-out; not where it was a test's. */
export function recordSave({ state, now }: Backend, userId: string, { input, tookMs, error }: AnsweredSave): void {
  const asked = askedSchema.safeParse(input).data;
  const tenantId = asked && state.widgets.get(asked.widgetId)?.tenantId;
  const tenant = tenantId === undefined ? undefined : state.tenants.get(tenantId);
  const role = tenant?.testRun ? undefined : tenant?.members.get(userId);
  if (!tenantId || !role || !isAtLeast(role, 'editor') || (error && notTheirs.has(error.code))) return;
  const failure = error ? { code: error.code, message: error.message } : null;
  state.rollout.saves.push({ tenantId, component: asked.component, atMs: now(), tookMs, failure });
}

export interface MemberSave extends SaveRecord {
  /** Unix time in ms of the full minute that it counts for. */
  readonly minute: number;
  /** That the restaurant is in; null for none. */
  readonly batch: number | null;
}

/** Saves of the restaurants that there are, with their batches. */
export function savesOfMembers({ tenants, rollout }: MockState): readonly MemberSave[] {
  const batches = new Map([...tenants.keys()].map((id) => [id, countedBatchOf(memberOf(rollout.plan, id))]));
  return rollout.saves.flatMap((save) => {
    const batch = batches.get(save.tenantId);
    return batch === undefined ? [] : [{ ...save, minute: save.atMs - (save.atMs % minuteMs), batch }];
  });
}

export const sumOf = (saves: readonly SaveRecord[]): SaveSum =>
  addSaves(
    saves.map(({ failure, tookMs }) => ({
      saves: 1,
      errors: failure ? 1 : 0,
      durations: { [bucketOf(tookMs)]: 1 },
    })),
  );
