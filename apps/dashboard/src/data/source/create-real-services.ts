import { createSupabaseTransport, type Transport } from '@blunari/realtime';
import { createClient } from '@supabase/supabase-js';
import { createLine } from '../create-line.ts';
import { askWithToken } from '../ask-with-token.ts';
import { createTrpcClient } from '../create-trpc-client.ts';
import { patientFetch } from '../patient-fetch.ts';
import type { RuntimeConfig } from '../runtime-config.ts';
import { assembleServices, type Services } from '../services.ts';
import { sendAndLeave } from '../send-and-leave.ts';
import { SessionStore } from '../session-store.ts';

/** The services of the installation that serves this page. */
export function createRealServices(config: RuntimeConfig): Services {
  const supabase = createClient(config.supabaseUrl, config.supabaseAnonKey, {
    auth: { storageKey: 'blunari.session', detectSessionInUrl: false },
    global: { fetch: patientFetch },
  });
  const session = new SessionStore(supabase.auth);
  const { accessToken } = session;
  const wire = { url: config.supabaseUrl, apiKey: config.supabaseAnonKey, accessToken, hasPresence: true };
  const createTransport = (): Transport => createSupabaseTransport(wire);
  return assembleServices({
    config,
    session,
    mock: null,
    createTransport,
    sendAndLeave: (path, input) => sendAndLeave(session.tokenAtHand(), path, input),
    // However long it takes: who reads it sees for themselves when nothing comes any more.
    fetchFile: (path, signal) =>
      askWithToken(session, (token) =>
        fetch(path, { signal, headers: token === null ? {} : { authorization: `Bearer ${token}` } }),
      ),
    createLine: () => createLine(createTransport(), accessToken),
    createClient: (getLine) => createTrpcClient(session, (sample) => getLine().observeServerTime(sample)),
  });
}
