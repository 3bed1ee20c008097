import { meSchema, type Me } from '@blunari/schema/api';
import { tenantRoleSchema } from '@blunari/schema/roles';
import { ok } from '@blunari/schema/result';
import { z } from 'zod';
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
  const email = claims.email ?? '';
  return {
    userId,
    email,
    name: nameOf(claims.user_metadata) ?? email,
    isPlatformAdmin: claims.app_metadata?.['platform_admin'] === true,
    tenants,
  };
});

/** Where Supabase's own sign-up forms and this product's demo put a name. */
function nameOf(metadata: unknown): string | undefined {
  const named = z.object({ full_name: z.string().optional(), name: z.string().optional() }).safeParse(metadata);
  return named.success ? named.data.full_name || named.data.name : undefined;
}
