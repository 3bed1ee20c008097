import { createDatabase } from '@blunari/db';
import { lookAsApi } from '@blunari/db/readiness';
import type { FastifyBaseLogger } from 'fastify';
import type { SupabaseEnv } from '../env.ts';
import { askRestApi } from './ask-rest-api.ts';
import { DatabaseGate } from '../readiness/database-gate.ts';
import type { Backend } from '../start/backend.ts';
import { createProjectVerifier } from '../tokens/trust-project.ts';

/** A Supabase project: its Postgres as `blunari_api`, its Auth and Realtime reached by browsers directly. */
export async function connectSupabase(
  env: SupabaseEnv,
  log: FastifyBaseLogger,
  cleanup: AsyncDisposableStack,
): Promise<Backend> {
  const db = createDatabase({ url: env.databaseUrl });
  cleanup.defer(db.close);
  const gate = new DatabaseGate({ look: () => lookAsApi(env.databaseUrl), log, random: Math.random });
  cleanup.defer(gate.stop);
  return {
    db,
    verifyToken: createProjectVerifier(env),
    supabase: { url: env.url, realtimeUrlForWidgets: env.url, anonKey: env.anonKey },
    gate,
    lookBefore: () => askRestApi(env, fetch),
    checkReadiness: gate.check,
    embedded: undefined,
  };
}
