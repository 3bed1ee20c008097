import type { AccessToken } from './token-keeper.ts';

/** `tag` stands for the state that the answer told of; null where the server gives none, and all counts as changed. */
export type PollAnswer =
  | { readonly status: 'unchanged' }
  | { readonly status: 'changed'; readonly tag: string | null }
  | { readonly status: 'refused'; readonly reason: string };

/** What polling asks of a server. Rejections mean: no answer. */
export interface PollSource {
  /** A small question that only a server in working order answers. */
  probe(signal: AbortSignal): Promise<void>;
  /** Whether a topic is in another state than the one that `tag` stands for; the first time that is null. */
  poll(topic: string, tag: string | null, signal: AbortSignal): Promise<PollAnswer>;
  /** As `renewToken` of the transport. */
  renewToken(): Promise<boolean>;
}

export interface HttpPollSourceOptions {
  /** Answers any `GET` with a success while the server works. */
  readonly probeUrl: string;
  /** Answers `GET` with an `ETag` of the topic's state. */
  readonly topicUrl: (topic: string) => string;
  /** Default: nobody is signed in. */
  readonly accessToken?: AccessToken;
  readonly fetch: typeof fetch;
}

/** Conditional requests: `If-None-Match` is answered by 304 without a body while nothing changed. */
export function createHttpPollSource({ probeUrl, topicUrl, accessToken, fetch }: HttpPollSourceOptions): PollSource {
  const ask = async (url: string, headers: Record<string, string>, signal: AbortSignal): Promise<Response> =>
    // Redirected to is what a filter or a hotel's network put in the server's place.
    fetch(url, { headers, signal, cache: 'no-store', credentials: 'omit', redirect: 'error' });
  return {
    async probe(signal) {
      const response = await ask(probeUrl, {}, signal);
      if (!response.ok) throw new Error(`HTTP ${response.status}`);
    },
    async poll(topic, tag, signal) {
      const token = (await accessToken?.({ refresh: false })) ?? null;
      const response = await ask(
        topicUrl(topic),
        { ...(tag !== null && { 'if-none-match': tag }), ...(token !== null && { authorization: `Bearer ${token}` }) },
        signal,
      );
      // What is not read would keep the connection busy.
      await response.body?.cancel();
      return answerOf(response);
    },
    renewToken: async () => ((await accessToken?.({ refresh: true })) ?? null) !== null,
  };
}

function answerOf({ status, ok, headers }: Response): PollAnswer {
  if (status === 304) return { status: 'unchanged' };
  if (ok) return { status: 'changed', tag: headers.get('etag') };
  // The words that a topic's join is refused with over a socket.
  if (status === 401) return { status: 'refused', reason: 'InvalidJWTToken: HTTP 401' };
  if (status === 403 || status === 404) return { status: 'refused', reason: `Unauthorized: HTTP ${status}` };
  throw new Error(`HTTP ${status}`);
}
