import { migrationScriptSchema, readinessSchema } from '@blunari/schema/api';
import { appError } from '@blunari/schema/errors';
import { err, ok } from '@blunari/schema/result';
import { isAtLeast } from '@blunari/schema/roles';
import { z } from 'zod';
import { realTenants } from '../state/members.ts';
import { widgetsOf } from '../state/widgets.ts';
import { procedure, type Call } from './procedure.ts';

/** An admin of any restaurant but that of a test, or of the platform: who may test the installation. */
export function isTester({ state, userId }: Call): boolean {
  const isAdmin = realTenants(state).some(({ members }) => isAtLeast(members.get(userId) ?? 'viewer', 'admin'));
  return isAdmin || state.people.get(userId)?.isPlatformAdmin === true;
}

export const notForYou = appError('forbidden', 'The system test is for admins. Ask one of your restaurant.');

/** Memory needs no migration: it is ready from the start, and there is nothing to check. */
export const setupProcedures = {
  'setup.readiness': procedure(z.undefined(), readinessSchema, (call) => {
    if (!isTester(call)) return err(notForYou);
    const tenants = realTenants(call.state);
    return ok({
      state: 'ready',
      serverVersion: 'simulated',
      checkCount: 0,
      wrong: [],
      wrongCount: 0,
      counts: {
        tenants: tenants.length,
        configs: tenants.flatMap(({ id }) => widgetsOf(call.state, id)).length,
      },
      lastMigration: 'none',
    });
  }),
  'setup.migrationScript': procedure(z.undefined(), migrationScriptSchema, () =>
    ok({ fileName: 'none.sql', sql: '-- The simulated server has no database.\n' }),
  ),
};
