import { randomInt } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { journalAnswerSchema } from '@blunari/schema/insights';
import { browser } from '../../support/start-test-app.ts';
import { viewAt } from '../../support/visitor-events.ts';

/** What visitors sent, and what they were told is stored. */
export interface Visitors {
  /** Event ids. */
  readonly sent: ReadonlySet<string>;
  readonly acknowledged: ReadonlySet<string>;
  /** Sends no new batches, and answers when those under way are stored or given up. */
  readonly stop: () => Promise<void>;
}

/** How long a visitor tries one batch: beyond any restart. */
const patienceMs = 60_000;

/**
 * Visitors who come without pause to widgets of these keys, by any of the processes. Each sends a batch until it hears 202,
 * as widgets do; every fifth closes the page without waiting. Some groups are small enough to be counted at once, and some
 * are counted later.
 */
export function startVisitors(count: number, keys: readonly string[], urls: () => readonly string[]): Visitors {
  const sent = new Set<string>();
  const acknowledged = new Set<string>();
  const tokens = new Map<string, string>();
  const stopping = new AbortController();

  async function visit(): Promise<void> {
    const key = pick(keys);
    const token = tokens.get(key);
    const events = Array.from({ length: randomInt(1, token === undefined ? 6 : 51) }, (_, index) =>
      viewAt(Date.now() - randomInt(40 * 3_600_000), index % 2 === 0 ? {} : { type: 'interaction', step: 'party' }),
    );
    const { sessionId } = events[0] ?? viewAt(0);
    const body = JSON.stringify({
      pageUrl: 'https://lucia.example/',
      referrer: '',
      events: events.map((event) => ({ ...event, sessionId })),
      ...(token === undefined ? {} : { token }),
    });
    for (const { id } of events) sent.add(id);
    const from = `${randomInt(1, 224)}.${randomInt(256)}.${randomInt(256)}.1`;
    const isPatient = randomInt(5) > 0;
    const giveUpAtMs = Date.now() + patienceMs;
    for (;;) {
      const answer = await post(`${pick(urls())}/w/${key}/i`, body, from, isPatient ? 10_000 : randomInt(30));
      if (answer) {
        tokens.set(key, answer.token);
        const refused = new Set(answer.refused.map(({ index }) => index));
        for (const [index, { id }] of events.entries()) if (!refused.has(index)) acknowledged.add(id);
      }
      if (answer || !isPatient) return;
      if (Date.now() > giveUpAtMs) throw new Error('A batch was not taken for a minute.');
      await delay(50);
    }
  }

  const loops = Array.from({ length: count }, async () => {
    while (!stopping.signal.aborted) await visit();
  });
  return {
    sent,
    acknowledged,
    stop: async () => {
      stopping.abort();
      await Promise.all(loops);
    },
  };
}

async function post(url: string, body: string, from: string, timeoutMs: number) {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': browser, 'x-forwarded-for': from },
      body,
      signal: AbortSignal.timeout(timeoutMs),
    });
    const answer: unknown = await response.json();
    return response.status === 202 ? journalAnswerSchema.parse(answer) : undefined;
  } catch {
    // Nobody there, or no answer in time.
    return undefined;
  }
}

function pick<Item>(items: readonly Item[]): Item {
  const item = items[randomInt(items.length)];
  if (item === undefined) throw new Error('There is nothing to pick.');
  return item;
}
