import { isAdmin, toAppError, worksAnywhere, type Database } from '@blunari/db';
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
  if (standing.isAdmin === false) throw forbidden();
  return tellMigrated(standing, found, await findAll(ctx.db, setup, found));
});

const forbidden = () =>
  toTrpcError(appError('forbidden', 'The system test is for admins. Ask one of your restaurant.'));

/** What the database says of the caller. */
interface Standing {
  /** Null where what would tell is itself broken. */
  readonly isAdmin: boolean | null;
  /** Whether the product's own answer to who works where fails, without which no screen but this one opens. */
  readonly failsOnMembers: boolean;
}

async function standingOf(db: Database, { userId, claims }: Caller): Promise<Standing> {
  const caller = { role: 'authenticated', claims: { ...claims, sub: userId } } as const;
  const [isAdminThere, members] = await Promise.all([
    answerOf(db.as(caller, isAdmin)),
    answerOf(db.as(caller, worksAnywhere)),
  ]);
  // By the token itself, so that whoever mends the database is not shut out by what is to be mended.
  const isPlatformAdmin = claims.app_metadata?.['platform_admin'] === true;
  const failsOnMembers = members === null;
  return { isAdmin: isPlatformAdmin || (failsOnMembers ? null : isAdminThere), failsOnMembers };
}

/** Null where the database fails at it; a database that is away is no answer of its. */
async function answerOf<Answer>(asked: Promise<Answer>): Promise<Answer | null> {
  try {
    return await asked;
  } catch (error) {
    const known = toAppError(error);
    if (known.code === 'unavailable') throw toTrpcError(known);
    return null;
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

/** Its body is the product's own, which no check compares with anything. */
const noMembers: Finding = {
  check: 'function',
  subject: 'widget_private.my_tenants(text)',
  result: 'fails when it is asked',
  mend: 'Mend its body as postgres: it answers the restaurants of auth.uid() from your tables of members.',
};

/** As many as a person mends before asking again. */
const shownFindings = 100;

function tellMigrated(standing: Standing, { serverVersion }: Migrated, { findings, lastMigration }: Found): Readiness {
  const wrong = wrongFor(standing, findings);
  const countOf = (name: string): number => Number(findings.find(({ check }) => check === name)?.subject || 0);
  return {
    state: wrong.length > 0 ? 'checks_fail' : 'ready',
    serverVersion,
    checkCount: findings.length,
    wrong: wrong.slice(0, shownFindings),
    wrongCount: wrong.length,
    // Numbers of restaurants are for admins.
    counts: standing.isAdmin ? { tenants: countOf('tenant_count'), configs: countOf('config_count') } : null,
    lastMigration,
  };
}

/** What fails, in the order of mending. Whoever is not known to be an admin is told no counts in it. */
function wrongFor({ isAdmin: isAdminThere, failsOnMembers }: Standing, findings: readonly Finding[]): Finding[] {
  const failing = findings.filter(({ result }) => result !== 'ok');
  const isNamed = failing.some(({ subject }) => subject === noMembers.subject);
  const wrong = failsOnMembers && !isNamed ? [...failing, noMembers] : failing;
  return isAdminThere ? wrong : wrong.map((each) => (each.check.endsWith('_count') ? { ...each, subject: '' } : each));
}
