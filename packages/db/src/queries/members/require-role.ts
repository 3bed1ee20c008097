import { z } from 'zod';
import { appError } from '@blunari/schema/errors';
import { err, ok, type Result } from '@blunari/schema/result';
import type { TenantRole } from '@blunari/schema/roles';
import type { Tx } from '../../client.ts';

const rowsSchema = z.tuple([z.object({ isMember: z.boolean(), isAllowed: z.boolean() })]);

/**
 * For reads where row security answers a weaker role with nothing: says which it is. Fails with not_found where the
 * caller does not work, forbidden where the role is too weak.
 */
export async function requireRole(tx: Tx, tenantId: string, least: TenantRole): Promise<Result<null>> {
  const rows = await tx.$queryRaw`
    select ${tenantId}::uuid = any (array(select widget_private.my_tenants('viewer'))) as "isMember",
      ${tenantId}::uuid = any (array(select widget_private.my_tenants(${least}))) as "isAllowed"`;
  const [{ isMember, isAllowed }] = rowsSchema.parse(rows);
  if (!isMember) return err(appError('not_found', 'There is no such restaurant.'));
  return isAllowed ? ok(null) : err(appError('forbidden', 'Your role does not allow this. Ask an admin.'));
}
