import type { FlagsOfTenant } from '@blunari/schema/api';
import { flagOfTenantSchema } from '@blunari/schema/rollout';
import { ok, type Result } from '@blunari/schema/result';
import { z } from 'zod';
import type { Tx } from '../../client.ts';
import { requireRole } from '../members/require-role.ts';

/** Which features a restaurant has, for those who work there. Fails with not_found for others. */
export async function flagsOfTenant(tx: Tx, tenantId: string): Promise<Result<FlagsOfTenant>> {
  const allowed = await requireRole(tx, tenantId, 'viewer');
  if (!allowed.ok) return allowed;
  const rows = await tx.$queryRaw`
    select f.key, f.is_on as "isOn", f.version from widget_private.my_features(${tenantId}::uuid) f order by f.key`;
  return ok({ flags: z.array(flagOfTenantSchema).parse(rows) });
}
