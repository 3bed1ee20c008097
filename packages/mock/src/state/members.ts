import { appError } from '@blunari/schema/errors';
import { err, ok, type Result } from '@blunari/schema/result';
import { isAtLeast, type TenantRole } from '@blunari/schema/roles';
import type { MockState } from './mock-state.ts';
import type { TenantRecord } from './records.ts';

/** A restaurant where somebody works. Another's answers as one that is not there. */
export function findTenant(
  state: MockState,
  userId: string,
  tenantId: string,
  least: TenantRole = 'viewer',
): Result<TenantRecord> {
  const tenant = state.tenants.get(tenantId);
  const role = tenant?.members.get(userId);
  if (!tenant || !role) return err(appError('not_found', 'There is no such restaurant, or you do not work there.'));
  return isAtLeast(role, least) ? ok(tenant) : err(tooWeak);
}

export const tooWeak = appError('forbidden', 'Your role does not allow this. Ask an admin of the restaurant.');

/** All but those of a test of the installation. */
export const realTenants = ({ tenants }: MockState): readonly TenantRecord[] =>
  [...tenants.values()].filter(({ testRun }) => testRun === undefined);

/** Guests and tools change things in nobody's name. Whoever does not work here any more is not told by name. */
export function nameOfMember(state: MockState, tenant: TenantRecord, userId: string | null): string | null {
  if (userId === null) return null;
  return tenant.members.has(userId) ? nameOf(state, userId) : 'A former colleague';
}

export function nameOf(state: MockState, userId: string): string {
  const person = state.people.get(userId);
  return person?.name || person?.email || 'A colleague';
}
