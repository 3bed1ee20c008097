import type { Database } from '@blunari/db';
import type { FastifyPluginAsync } from 'fastify';
import type { DemoSignIn, StackEnv } from '../embedded/runtime-file.ts';
import type { VerifyToken } from '../tokens/verify-token.ts';
import type { Readiness } from '../observability/health-routes.ts';
import type { DatabaseGate } from '../readiness/database-gate.ts';
import type { SetupDeps } from '../readiness/setup-deps.ts';
import type { UpgradeListener } from './bind-port.ts';

/** What stands behind the HTTP side: the embedded stack, or a Supabase project. */
export interface Backend {
  readonly db: Database;
  readonly verifyToken: VerifyToken;
  /** Auth and Realtime as browsers reach them. */
  readonly supabase: { readonly url: string; readonly realtimeUrlForWidgets: string; readonly anonKey: string };
  /** Opens once the database is migrated and lets the API in. */
  readonly gate: DatabaseGate;
  /** What can be found out of the database while the API's own login does not get in. */
  readonly lookBefore: SetupDeps['lookBefore'];
  /** Whether something is missing that people would notice. */
  readonly checkReadiness: Readiness['check'];
  /** Only where this process is Auth and Realtime itself. */
  readonly embedded: EmbeddedBackend | undefined;
}

export interface EmbeddedBackend {
  readonly auth: FastifyPluginAsync;
  readonly realtime: FastifyPluginAsync;
  readonly handleUpgrade: UpgradeListener;
  /** Sends the sockets away. */
  readonly closeSockets: () => Promise<void>;
  readonly stackEnv: Omit<StackEnv, 'PUBLIC_URL' | 'WIDGET_URL' | 'DEMO_URL'>;
  readonly demoSignIns: readonly DemoSignIn[];
  /** Where the database's own files lie, if not in the data folder. */
  readonly postgresPath: string | undefined;
  /** Settles when the database is gone, wanted or not. */
  readonly exited: Promise<void>;
}
