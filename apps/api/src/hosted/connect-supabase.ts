import { createDatabase } from '@blunari/db';
import { ok } from '@blunari/schema/result';
import type { SupabaseEnv } from '../env.ts';
import type { Backend } from '../start/backend.ts';
import { API_KEY_ISSUER } from '../tokens/key-file.ts';
import { createTokenVerifier } from '../tokens/verify-token.ts';

/** A Supabase project: its Postgres as `blunari_api`, its Auth and Realtime reached by browsers directly. */
export async function connectSupabase(env: SupabaseEnv, cleanup: AsyncDisposableStack): Promise<Backend> {
  const db = createDatabase({ url: env.databaseUrl });
  cleanup.defer(db.close);
  const authUrl = `${env.url}/auth/v1`;
  return {
    db,
    verifyToken: createTokenVerifier({
      keys: {
        kind: 'project',
        jwksUrl: new URL(`${authUrl}/.well-known/jwks.json`),
        ...(env.jwtSecret === undefined ? {} : { secret: env.jwtSecret }),
      },
      issuers: [API_KEY_ISSUER, authUrl],
    }),
    supabase: { url: env.url, realtimeUrlForWidgets: env.url, anonKey: env.anonKey },
    checkReadiness: async () => ok(await db.ping()),
    embedded: undefined,
  };
}
