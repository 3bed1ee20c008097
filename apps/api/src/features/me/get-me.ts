import { myRestaurants } from '@blunari/db';
import { meSchema, type Me } from '@blunari/schema/api';
import { nameOfClaims } from '../../tokens/name-of-claims.ts';
import { asCaller } from '../../trpc/as-caller.ts';
import { procedure } from '../../trpc/init.ts';

/** Who is signed in and where they work, by name of the restaurant. */
export const getMe = procedure.output(meSchema).query(async ({ ctx }): Promise<Me> => {
  const { userId, claims } = ctx.caller;
  const tenants = await asCaller(ctx, myRestaurants);
  return {
    userId,
    email: claims.email ?? '',
    name: nameOfClaims(claims),
    isPlatformAdmin: claims.app_metadata?.['platform_admin'] === true,
    tenants: tenants.toSorted((one, other) => one.name.localeCompare(other.name)),
  };
});
