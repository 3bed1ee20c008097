import { rolloutFlagKey } from '@blunari/schema/rollout';
import type { BatchRecord, FlagRecord, RolloutPlan } from './rollout-record.ts';

/** What the roll-out says of one restaurant. */
export interface Member {
  readonly tenantId: string;
  /** From 0 to below 100; it never changes. */
  readonly place: number;
  /** By hand; null where the stage decides. */
  readonly byHand: boolean | null;
  readonly isOn: boolean;
  /** The batch that moves it, by its place alone; null for none. */
  readonly batch: number | null;
}

export function memberOf(plan: RolloutPlan, tenantId: string): Member {
  const place = placeOf(tenantId);
  const byHand = plan.decisions.get(tenantId)?.isIn ?? null;
  return { tenantId, place, byHand, isOn: isOn(plan.flag, place, byHand), batch: batchAt(plan.batches, place) };
}

/** Off is off for everybody, and nobody can be without what replaced a retired form. */
function isOn({ stage, percent, retiredAtMs }: FlagRecord, place: number, byHand: boolean | null): boolean {
  if (retiredAtMs !== null) return true;
  if (stage === 'off') return false;
  return byHand ?? (stage === 'on' || (stage === 'percentage' && place < percent));
}

/** Of those that reach to a place, the one planned last. */
function batchAt(batches: readonly BatchRecord[], place: number): number | null {
  return batches.findLast(({ fromPercent, percent }) => fromPercent <= place && place < percent)?.batch ?? null;
}

/** The batch whose numbers a restaurant counts for: not where somebody decided by hand. */
export const countedBatchOf = ({ byHand, batch }: Member): number | null => (byHand === null ? batch : null);

/** The share at which so many restaurants more have it than at `share`, without those decided about by hand. */
export function shareAfter(plan: RolloutPlan, tenantIds: readonly string[], share: number, more: number): number {
  const waiting = tenantIds
    .map((id) => memberOf(plan, id))
    .filter(({ byHand, place }) => byHand === null && place >= share)
    .map(({ place }) => place);
  return waiting.toSorted((one, other) => one - other)[more] ?? 100;
}

/** A hash of the restaurant's id as percent, cut to six decimals so that it stays below 100. */
export function placeOf(tenantId: string): number {
  let hash = 0x81_1c_9d_c5;
  for (const char of `${rolloutFlagKey}:${tenantId}`)
    hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01_00_01_93);
  // FNV-1a alone leaves ids that differ in the last letters side by side; this is the end of MurmurHash3.
  hash = Math.imul(hash ^ (hash >>> 16), 0x85_eb_ca_6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2_b2_ae_35);
  return Math.floor((((hash ^ (hash >>> 16)) >>> 0) * 1e8) / 2 ** 32) / 1e6;
}
