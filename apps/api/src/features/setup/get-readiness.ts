import { isAdmin, type Database } from '@blunari/db';
import type { ApiLook } from '@blunari/db/readiness';
import { readinessSchema, type Readiness } from '@blunari/schema/api';
import { appError } from '@blunari/schema/errors';
import { ok } from '@blunari/schema/result';
import type { SetupDeps } from '../../readiness/setup-deps.ts';
import { asCaller } from '../../trpc/as-caller.ts';
import { toTrpcError } from '../../trpc/to-trpc-error.ts';
import { setupProcedure } from '../../shared/test-page/test-page-procedures.ts';

/** Whether the database can carry the product, and what is in the way if it cannot. */
export const getReadiness = setupProcedure.output(readinessSchema).query(async ({ ctx }): Promise<Readiness> => {
  const { setup } = ctx;
  const found = await setup.look();
  if (found.kind === 'unreachable') return { state: 'unreachable', reason: found.reason };
  if (found.kind !== 'migrated') return tellBefore(setup, found);
  // From here on the answer counts what restaurants have.
  const mayAsk = await asCaller(ctx, async (tx) => ok(await isAdmin(tx)));
  if (mayAsk) return verifyAll(ctx.db, setup, found.serverVersion);
  throw toTrpcError(appError('forbidden', 'The system test is for admins. Ask one of your restaurant.'));
});

type NotMigrated = Extract<ApiLook, { kind: 'login_refused' | 'not_migrated' }>;

async function tellBefore({ lookBefore }: SetupDeps, found: NotMigrated): Promise<Readiness> {
  const before = await lookBefore().catch(() => undefined);
  if (!before) return { state: 'unreachable', reason: 'no answer' };
  if (found.kind === 'not_migrated') {
    return { state: 'not_migrated', serverVersion: found.serverVersion, before: { ...before, isMigrated: false } };
  }
  if (before.isMigrated === false) return { state: 'not_migrated', serverVersion: null, before };
  return { state: 'login_refused', before };
}

/** As many as a person mends before asking again. */
const shownFindings = 100;

async function verifyAll(db: Database, { readMigrationScript }: SetupDeps, serverVersion: string): Promise<Readiness> {
  const [findings, { lastMigration }] = await Promise.all([db.verify(), readMigrationScript()]);
  const wrong = findings.filter(({ result }) => result !== 'ok');
  const countOf = (name: string): number => Number(findings.find((finding) => finding.check === name)?.subject || 0);
  return {
    state: wrong.length > 0 ? 'checks_fail' : 'ready',
    serverVersion,
    checkCount: findings.length,
    wrong: wrong.slice(0, shownFindings),
    wrongCount: wrong.length,
    tenantCount: countOf('tenant_count'),
    configCount: countOf('config_count'),
    lastMigration,
  };
}
