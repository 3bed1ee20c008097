import { meSchema } from '@blunari/schema/api';
import { appError } from '@blunari/schema/errors';
import { err, ok } from '@blunari/schema/result';
import { z } from 'zod';
import { realTenants } from '../state/members.ts';
import { procedure } from './procedure.ts';

export const meProcedures = {
  'me.get': procedure(z.undefined(), meSchema, ({ state, userId }) => {
    const person = state.people.get(userId);
    if (!person) return err(appError('not_signed_in', 'Please sign in again.'));
    const tenants = realTenants(state).flatMap(({ id, name, slug, members }) => {
      const role = members.get(userId);
      return role ? [{ id, name, slug, role }] : [];
    });
    const { email, name, isPlatformAdmin } = person;
    const byName = tenants.toSorted((one, other) => one.name.localeCompare(other.name));
    return ok({ userId, email, name, isPlatformAdmin, tenants: byName });
  }),
};
