import type { Member } from '@blunari/schema/api';
import { tenantRoles, tenantRoleSchema } from '@blunari/schema/roles';
import { ok, type Result } from '@blunari/schema/result';
import type { Tx } from '../../client.ts';
import { memberNames } from './member-names.ts';
import { requireRole } from './require-role.ts';

/** Who works at a restaurant, strongest role first, then by name. Fails with not_found where the caller does not. */
export async function listMembers(tx: Tx, tenantId: string): Promise<Result<Member[]>> {
  const allowed = await requireRole(tx, tenantId, 'viewer');
  if (!allowed.ok) return allowed;
  const rows = await tx.tenantMember.findMany({ where: { tenantId } });
  const names = await memberNames(tx, tenantId);
  const members = rows.map(({ userId, role }) => ({
    userId,
    name: names.get(userId) ?? 'A colleague',
    role: tenantRoleSchema.parse(role),
  }));
  return ok(members.toSorted((one, other) => rank(other) - rank(one) || one.name.localeCompare(other.name)));
}

const rank = ({ role }: Member): number => tenantRoles.indexOf(role);
