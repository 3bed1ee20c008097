import { meSchema, type Me } from '@blunari/schema/api';
import { tenantRoleSchema } from '@blunari/schema/roles';
import { ok } from '@blunari/schema/result';
import { nameOfClaims } from '../../tokens/name-of-claims.ts';
import { asCaller } from '../../trpc/as-caller.ts';
import { procedure } from '../../trpc/init.ts';

/** Who is signed in and where they work, by name of the restaurant. */
export const getMe = procedure.output(meSchema).query(async ({ ctx }): Promise<Me> => {
  const { userId, claims } = ctx.caller;
  const tenants = await asCaller(ctx, async (tx) => {
    const memberships = await tx.tenantMember.findMany({ where: { userId }, include: { tenant: true } });
    return ok(
      memberships
        .map(({ tenant, role }) => ({
          id: tenant.id,
          name: tenant.name,
          slug: tenant.slug,
          role: tenantRoleSchema.parse(role),
        }))
        .toSorted((one, other) => one.name.localeCompare(other.name)),
    );
  });
  return {
    userId,
    email: claims.email ?? '',
    name: nameOfClaims(claims),
    isPlatformAdmin: claims.app_metadata?.['platform_admin'] === true,
    tenants,
  };
});
