import { widgetTopic } from '@blunari/schema/realtime/topics';
import type { Realtime } from '../create-realtime.ts';
import type { TopicStatus } from '../subscription/handlers.ts';

/** What a page does with a widget's settings. It drops what is older than what it shows. */
export interface WidgetConfigHandlers<Answer> {
  /** The whole of the settings as the server has them. Rejects without an answer; the signal aborts when none is awaited any more. */
  readonly fetchConfig: (signal: AbortSignal) => Promise<Answer>;
  readonly applyAnswer: (answer: Answer) => void;
  /** Takes in a live message. False when part of it can't be shown: the server is asked what it makes of that. */
  readonly applyChange: (payload: unknown) => boolean;
  readonly onStatus?: (status: TopicStatus) => void;
}

/**
 * Follows a widget's settings: live messages, and the whole again after each join or where a message does not suffice,
 * so that an open page looks as it would after a reload. Returns the function that ends it.
 */
export function followWidgetConfig<Answer>(
  realtime: Pick<Realtime, 'subscribe'>,
  publicKey: string,
  { fetchConfig, applyAnswer, applyChange, onStatus }: WidgetConfigHandlers<Answer>,
): () => void {
  return realtime.subscribe(widgetTopic(publicKey), {
    backfill: async (_sinceIso, signal) => {
      const answer = await fetchConfig(signal);
      if (!signal.aborted) applyAnswer(answer);
      return [];
    },
    onEvent: (event, payload, askAnew) => {
      if (event === 'config.changed' && !applyChange(payload)) askAnew();
    },
    ...(onStatus && { onStatus }),
  });
}
