import type { Invitation } from '@blunari/schema/api';
import { tenantRoleSchema } from '@blunari/schema/roles';
import { ok, type Result } from '@blunari/schema/result';
import type { Tx } from '../../client.ts';
import { requireRole } from './require-role.ts';

/** Invitations that wait for an answer, newest first. Fails with not_found, forbidden (no admin). */
export async function listInvitations(tx: Tx, tenantId: string): Promise<Result<Invitation[]>> {
  const allowed = await requireRole(tx, tenantId, 'admin');
  if (!allowed.ok) return allowed;
  const rows = await tx.widgetInvitation.findMany({
    where: { tenantId, acceptedAt: null, revokedAt: null },
    // The secret's hash is for nobody to read, and asking for it would be refused.
    select: { id: true, email: true, role: true, createdAt: true, expiresAt: true },
    orderBy: { createdAt: 'desc' },
  });
  return ok(
    rows.map(({ id, email, role, createdAt, expiresAt }) => ({
      id,
      email,
      role: tenantRoleSchema.parse(role),
      createdAt: createdAt.toISOString(),
      expiresAt: expiresAt.toISOString(),
    })),
  );
}
