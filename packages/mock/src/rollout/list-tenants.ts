import type { RolloutTenants, rolloutTenantsInputSchema } from '@blunari/schema/api';
import type { z } from 'zod';
import { realTenants } from '../state/members.ts';
import type { MockState } from '../state/mock-state.ts';
import type { TenantRecord } from '../state/records.ts';
import { memberOf, type Member } from './members.ts';

const dayMs = 86_400_000;

type Wanted = z.infer<typeof rolloutTenantsInputSchema>;

/** Restaurants by name, a page at a time. */
export function listTenants(state: MockState, nowMs: number, wanted: Wanted): RolloutTenants {
  const byName = realTenants(state).toSorted(inOrder);
  const after = wanted.after === undefined ? undefined : state.tenants.get(wanted.after);
  // A page after one that is gone has nothing: where it stood is not known any more.
  const isGone = wanted.after !== undefined && !after;
  const rows = byName
    .filter((tenant) => !isGone && (!after || inOrder(tenant, after) > 0))
    .map((tenant) => ({ tenant, member: memberOf(state.rollout.plan, tenant.id) }))
    .filter(({ tenant, member }) => isWanted(wanted, tenant, member));
  const tenants = rows.slice(0, wanted.limit).map(({ tenant, member }) => toRow(state, nowMs, tenant, member));
  return { tenants, isLastPage: rows.length <= wanted.limit };
}

const inOrder = (one: TenantRecord, other: TenantRecord): number =>
  one.name.localeCompare(other.name) || one.id.localeCompare(other.id);

function isWanted({ search = '', only, batch }: Wanted, { name, slug }: TenantRecord, member: Member): boolean {
  const isFound = `${name} ${slug}`.toLowerCase().includes(search.toLowerCase());
  const isOfBatch = batch === undefined || member.batch === batch;
  const isOfThose =
    only === undefined || (only === 'by-hand' ? member.byHand !== null : member.isOn === (only === 'moved'));
  return isFound && isOfBatch && isOfThose;
}

function toRow(
  { rollout }: MockState,
  nowMs: number,
  { id, name, slug }: TenantRecord,
  { isOn, byHand, place, batch }: Member,
): RolloutTenants['tenants'][number] {
  const saves = rollout.saves.filter(({ tenantId, atMs }) => tenantId === id && atMs >= nowMs - dayMs);
  return {
    id,
    name,
    slug,
    hasEditor: isOn,
    byHand: byHand === null ? null : byHand ? 'editor' : 'form',
    reason: rollout.plan.decisions.get(id)?.reason ?? '',
    place,
    batch,
    saves: saves.length,
    errors: saves.filter(({ failure }) => failure).length,
  };
}
