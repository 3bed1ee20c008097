import { readExpectedTableCount } from '@blunari/db/readiness';
import type { BeforeMigration } from '@blunari/schema/api';
import { z } from 'zod';
import type { SupabaseEnv } from '../env.ts';

const answerSchema = z.object({ code: z.string() });

/** Longer than PostgREST takes to load its schema after a sleep. */
const timeoutMs = 5_000;

/**
 * Asks a Supabase project's REST API, as anybody may with the public key, which tables it knows: that tells a project
 * without the migration from one whose API role has no password yet. What gives no clear answer counts as not known.
 */
export async function askRestApi(
  { url, anonKey }: Pick<SupabaseEnv, 'url' | 'anonKey'>,
  ask: typeof fetch,
): Promise<BeforeMigration> {
  const isKnown = async (table: string): Promise<boolean | null> => {
    try {
      const signal = AbortSignal.timeout(timeoutMs);
      const address = `${url}/rest/v1/${table}?select=id&limit=0`;
      const response = await ask(address, { headers: { apikey: anonKey }, signal });
      if (response.ok) return true;
      return meaningOf(answerSchema.safeParse(await response.json()).data?.code);
    } catch {
      return null;
    }
  };
  const [isMigrated, hasTenants] = await Promise.all([isKnown('widget_configurations'), isKnown('tenants')]);
  return { isMigrated, hasTenants, tableCount: null, expectedTableCount: await readExpectedTableCount() };
}

/** PGRST205 (42P01 before PostgREST 13): no such table. 42501: it is there, and not for strangers. */
function meaningOf(code: string | undefined): boolean | null {
  if (code === 'PGRST205' || code === '42P01') return false;
  return code === '42501' ? true : null;
}
