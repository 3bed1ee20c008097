import type { AppRouter } from '@blunari/api/router';
import type { ServerTimeSample } from '@blunari/realtime';
import { createTRPCClient, httpBatchLink, type TRPCClient } from '@trpc/client';
import { askWithToken } from './ask-with-token.ts';
import { patientFetch } from './patient-fetch.ts';
import type { SessionStore } from './session-store.ts';

/** The typed client. Each answer tells the server's time. A refused token is renewed once per call; the second refusal is the answer. */
export function createTrpcClient(
  session: Pick<SessionStore, 'accessToken'>,
  onServerTime: (sample: ServerTimeSample) => void,
): TRPCClient<AppRouter> {
  return createTRPCClient<AppRouter>({
    links: [
      httpBatchLink({
        url: '/trpc',
        // Longer addresses are refused by some proxies; one large config fits a POST, which saves are.
        maxURLLength: 6000,
        // The API refuses larger batches.
        maxItems: 20,
        fetch: async (url, options) => {
          const call = async (token: string | null) => {
            const askedAt = Date.now();
            const answer = await patientFetch(url, withToken(options, token));
            const fromMs = Date.parse(answer.headers.get('date') ?? '');
            // The header counts whole seconds, cut off.
            if (!Number.isNaN(fromMs)) onServerTime({ askedAt, heardAt: Date.now(), fromMs, toMs: fromMs + 1000 });
            return answer;
          };
          return askWithToken(session, call);
        },
      }),
    ],
  });
}

type CallOptions = Parameters<NonNullable<Parameters<typeof httpBatchLink>[0]['fetch']>>[1];

function withToken(options: CallOptions, token: string | null): RequestInit {
  const headers = new Headers(options?.headers);
  if (token !== null) headers.set('authorization', `Bearer ${token}`);
  const { method, body, signal } = options ?? {};
  return { ...(method ? { method } : {}), ...(body ? { body } : {}), ...(signal ? { signal } : {}), headers };
}
