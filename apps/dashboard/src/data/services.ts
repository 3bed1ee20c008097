import type { AppRouter } from '@blunari/api/router';
import type { Mock } from '@blunari/mock';
import type { Realtime, Transport } from '@blunari/realtime';
import type { QueryClient } from '@tanstack/react-query';
import type { TRPCClient } from '@trpc/client';
import { createTRPCOptionsProxy, type TRPCOptionsProxy } from '@trpc/tanstack-react-query';
import { ArrivalStore } from './arrival-store.ts';
import { createQueryClient } from './create-query-client.ts';
import type { RuntimeConfig } from './runtime-config.ts';
import type { Session } from './session.ts';

/** Everything the screens need of the world, made once when the page starts. */
export interface Services {
  readonly config: RuntimeConfig;
  readonly session: Session;
  readonly queryClient: QueryClient;
  readonly client: TRPCClient<AppRouter>;
  readonly trpc: TRPCOptionsProxy<AppRouter>;
  /** Rows that have just arrived over the line. */
  readonly arrivals: ArrivalStore;
  /** The realtime line of the present session, the same for all who ask until somebody signs out. */
  readonly getLine: () => Realtime;
  /** A wire of its own for the present session, not yet open: for who measures a line, or cuts it. */
  readonly createTransport: () => Transport;
  /** Sends one change that outlives the page, see `sendAndLeave`. */
  readonly sendAndLeave: (path: string, input: object) => void;
  /** Asks for a file of the API, such as `/api/v1/insights/export.csv`; null in Mock Mode, whose server has no files. */
  readonly fetchFile: ((path: string, signal: AbortSignal) => Promise<Response>) | null;
  /** The server in this page that all of this leads to in Mock Mode; null where it leads to the real one. */
  readonly mock: Mock | null;
}

/** Where the screens' questions lead: the wires below everything that they share. */
interface Wires extends Pick<
  Services,
  'config' | 'session' | 'mock' | 'createTransport' | 'sendAndLeave' | 'fetchFile'
> {
  readonly createLine: () => Realtime;
  readonly createClient: (getLine: () => Realtime) => TRPCClient<AppRouter>;
}

export function assembleServices({ createLine, createClient, ...wires }: Wires): Services {
  const queryClient = createQueryClient();
  const getLine = sessionLine(createLine, wires.session, queryClient);
  const client = createClient(getLine);
  const trpc = createTRPCOptionsProxy<AppRouter>({ client, queryClient });
  return { ...wires, queryClient, client, trpc, arrivals: new ArrivalStore(), getLine };
}

/** One line a session. With the session its data goes too: nothing of one person is ever shown to the next. */
function sessionLine(createLine: () => Realtime, session: Session, queryClient: QueryClient): () => Realtime {
  let line: Realtime | null = null;
  session.subscribe(() => {
    line?.close();
    line = null;
    queryClient.clear();
  });
  return () => {
    line ??= createLine();
    return line;
  };
}
