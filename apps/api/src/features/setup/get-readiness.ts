import { isAdmin, toAppError, type Database } from '@blunari/db';
import type { ApiLook, Finding } from '@blunari/db/readiness';
import { readinessSchema, type Readiness } from '@blunari/schema/api';
import { appError } from '@blunari/schema/errors';
import type { SetupDeps } from '../../readiness/setup-deps.ts';
import type { Caller } from '../../trpc/context.ts';
import { toTrpcError } from '../../trpc/to-trpc-error.ts';
import { setupProcedure } from '../../shared/test-page/test-page-procedures.ts';

/** Whether the database can carry the product, and what is in the way if it cannot. */
export const getReadiness = setupProcedure.output(readinessSchema).query(async ({ ctx }): Promise<Readiness> => {
  const { setup } = ctx;
  const found = await setup.look();
  if (found.kind === 'unreachable') return { state: 'unreachable', reason: found.reason };
  if (found.kind !== 'migrated') return tellBefore(setup, found);
  const standing = await standingOf(ctx.db, ctx.caller);
  if (standing === 'not admin') throw forbidden();
  return tellMigrated(standing, found, await findAll(ctx.db, setup, found));
});

const forbidden = () =>
  toTrpcError(appError('forbidden', 'The system test is for admins. Ask one of your restaurant.'));

/** `unknown`: what would tell is itself broken. */
type Standing = 'admin' | 'not admin' | 'unknown';

async function standingOf(db: Database, { userId, claims }: Caller): Promise<Standing> {
  // By the token itself, so that whoever mends the database is not shut out by what is to be mended.
  if (claims.app_metadata?.['platform_admin'] === true) return 'admin';
  try {
    return (await db.as({ role: 'authenticated', claims: { ...claims, sub: userId } }, isAdmin))
      ? 'admin'
      : 'not admin';
  } catch (error) {
    const known = toAppError(error);
    if (known.code === 'unavailable') throw toTrpcError(known);
    return 'unknown';
  }
}

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

type Migrated = Extract<ApiLook, { kind: 'migrated' }>;

interface Found {
  readonly findings: readonly Finding[];
  readonly lastMigration: string;
}

async function findAll(db: Database, { readMigrationScript }: SetupDeps, found: Migrated): Promise<Found> {
  const [verified, { lastMigration }] = await Promise.all([db.verify(), readMigrationScript()]);
  return { findings: [...(found.isOfThisRelease ? [] : [otherRelease(lastMigration)]), ...verified], lastMigration };
}

/** What the database compares itself with is then another release's list. */
function otherRelease(lastMigration: string): Finding {
  return {
    check: 'migration',
    subject: lastMigration,
    result: 'is of another release than the API',
    mend: 'Run supabase/widget-management-migration.sql again.',
  };
}

/** Nothing else is wrong, so it is the product's own body of it. */
const noMembers: Finding = {
  check: 'function',
  subject: 'widget_private.my_tenants(text)',
  result: 'fails when it is asked',
  mend: 'Mend its body as postgres: it answers the restaurants of auth.uid() from your tables of members.',
};

/** As many as a person mends before asking again. */
const shownFindings = 100;

function tellMigrated(standing: Standing, { serverVersion }: Migrated, { findings, lastMigration }: Found): Readiness {
  const failing = findings.filter(({ result }) => result !== 'ok');
  const wrong = standing === 'unknown' && failing.length === 0 ? [noMembers] : failing;
  const countOf = (name: string): number => Number(findings.find(({ check }) => check === name)?.subject || 0);
  return {
    state: wrong.length > 0 ? 'checks_fail' : 'ready',
    serverVersion,
    checkCount: findings.length,
    wrong: wrong.slice(0, shownFindings),
    wrongCount: wrong.length,
    // Numbers of restaurants are for admins.
    counts: standing === 'admin' ? { tenants: countOf('tenant_count'), configs: countOf('config_count') } : null,
    lastMigration,
  };
}
