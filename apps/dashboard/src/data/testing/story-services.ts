import type { AppRouter } from '@blunari/api/router';
import { createTRPCClient, TRPCClientError, type TRPCLink } from '@trpc/client';
import { observable } from '@trpc/server/observable';
import { createTRPCOptionsProxy } from '@trpc/tanstack-react-query';
import { createQueryClient } from '../create-query-client.ts';
import type { Services } from '../services.ts';
import { createRealServices } from '../source/create-real-services.ts';

/** What the server of a story answers, by the path of the call; a function is asked with the input, and may throw. */
export type StoryAnswers = Readonly<Record<string, (input: unknown) => unknown>>;

/** Services of a page whose every call is answered by the story. A call without an answer never ends. */
export function createStoryServices(answers: StoryAnswers): Services {
  const config = {
    supabaseUrl: 'http://127.0.0.1:1',
    supabaseAnonKey: 'story',
    widgetUrl: 'http://127.0.0.1:8080',
    demoUrl: '',
    hasTestPage: true,
  };
  const queryClient = createQueryClient();
  queryClient.setDefaultOptions({ queries: { retry: false, refetchInterval: false } });
  const client = createTRPCClient<AppRouter>({ links: [answeringLink(answers)] });
  const trpc = createTRPCOptionsProxy<AppRouter>({ client, queryClient });
  return { ...createRealServices(config), queryClient, client, trpc };
}

function answeringLink(answers: StoryAnswers): TRPCLink<AppRouter> {
  return () =>
    ({ op }) =>
      observable((observer) => {
        const answer = answers[op.path];
        if (!answer) return;
        try {
          observer.next({ result: { type: 'data', data: answer(op.input) } });
          observer.complete();
        } catch (error) {
          observer.error(TRPCClientError.from(error instanceof Error ? error : new Error(String(error))));
        }
      });
}
