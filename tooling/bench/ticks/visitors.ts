import { randomUUID } from 'node:crypto';
import { uuidv7 } from '@blunari/schema/identifiers';
import { journalAnswerSchema } from '@blunari/schema/insights';
import { browser, pageUrl } from '../journal/visits.ts';

/** Sends views of a widget, each of a session and a network of its own, to processes in turn. */
export interface Visitors {
  /** Resolves once the view is committed; answers when that was acknowledged, Unix ms. */
  readonly view: () => Promise<number>;
}

export function createVisitors(urls: readonly string[], key: string): Visitors {
  let sent = 0;
  return {
    view: async () => {
      const place = (sent += 1);
      const answer = await fetch(`${urls[place % urls.length]}/w/${key}/i`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'user-agent': browser,
          'x-forwarded-for': `${1 + (place % 220)}.${Math.floor(place / 220) % 250}.7.9`,
        },
        body: JSON.stringify({ pageUrl, referrer: '', events: [viewAt(Date.now())] }),
      });
      if (answer.status !== 202) throw new Error(`A view was answered with ${answer.status}.`);
      if (journalAnswerSchema.parse(await answer.json()).refused.length > 0) throw new Error('A view was refused.');
      return Date.now();
    },
  };
}

const viewAt = (atMs: number) => ({
  id: uuidv7(atMs, (bytes) => crypto.getRandomValues(bytes)),
  type: 'view',
  sessionId: randomUUID(),
});
