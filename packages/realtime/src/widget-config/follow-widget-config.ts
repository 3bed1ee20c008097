import { widgetTopic } from '@blunari/schema/realtime/topics';
import type { Realtime } from '../create-realtime.ts';
import type { TopicStatus } from '../subscription/handlers.ts';

/** What a page does with a widget's settings. It drops what is older than what it shows. */
export interface WidgetConfigHandlers<Answer> {
  /** The whole of the settings as the server has them. Rejects without an answer. */
  readonly fetchConfig: () => Promise<Answer>;
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
  let hasEnded = false;
  const ask = async (): Promise<void> => {
    const answer = await fetchConfig();
    if (!hasEnded) applyAnswer(answer);
  };
  const unsubscribe = realtime.subscribe(widgetTopic(publicKey), {
    backfill: async () => {
      await ask();
      return [];
    },
    onEvent: (event, payload) => {
      // Without an answer the next catching-up asks.
      if (event === 'config.changed' && !applyChange(payload)) ask().catch(() => {});
    },
    ...(onStatus && { onStatus }),
  });
  return () => {
    hasEnded = true;
    unsubscribe();
  };
}
