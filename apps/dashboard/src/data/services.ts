import type { AppRouter } from '@blunari/api/router';
import type { Realtime } from '@blunari/realtime';
import { createClient } from '@supabase/supabase-js';
import type { QueryClient } from '@tanstack/react-query';
import type { TRPCClient } from '@trpc/client';
import { createTRPCOptionsProxy, type TRPCOptionsProxy } from '@trpc/tanstack-react-query';
import { ArrivalStore } from './arrival-store.ts';
import { createQueryClient } from './create-query-client.ts';
import { createLine } from './create-line.ts';
import { createTrpcClient } from './create-trpc-client.ts';
import { patientFetch } from './patient-fetch.ts';
import type { RuntimeConfig } from './runtime-config.ts';
import { SessionStore } from './session-store.ts';

/** Everything the screens need of the world, made once when the page starts. */
export interface Services {
  readonly config: RuntimeConfig;
  readonly session: SessionStore;
  readonly queryClient: QueryClient;
  readonly client: TRPCClient<AppRouter>;
  readonly trpc: TRPCOptionsProxy<AppRouter>;
  /** Rows that have just arrived over the line. */
  readonly arrivals: ArrivalStore;
  /** The realtime line of the present session, the same for all who ask until somebody signs out. */
  readonly getLine: () => Realtime;
}

export function createServices(config: RuntimeConfig): Services {
  const supabase = createClient(config.supabaseUrl, config.supabaseAnonKey, {
    auth: { storageKey: 'blunari.session', detectSessionInUrl: false },
    global: { fetch: patientFetch },
  });
  const session = new SessionStore(supabase.auth);
  const queryClient = createQueryClient();
  const getLine = sessionLine(config, session, queryClient);
  const client = createTrpcClient(session, (sample) => getLine().observeServerTime(sample));
  const trpc = createTRPCOptionsProxy<AppRouter>({ client, queryClient });
  const arrivals = new ArrivalStore();
  return {
    config,
    session,
    queryClient,
    client,
    trpc,
    arrivals,
    getLine,
  };
}

/** One line a session. With the session its data goes too: nothing of one person is ever shown to the next. */
function sessionLine(config: RuntimeConfig, session: SessionStore, queryClient: QueryClient): () => Realtime {
  let line: Realtime | null = null;
  session.subscribe(() => {
    line?.close();
    line = null;
    queryClient.clear();
  });
  return () => {
    line ??= createLine(config, session.accessToken);
    return line;
  };
}
