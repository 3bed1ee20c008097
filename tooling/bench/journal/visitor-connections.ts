import { once } from 'node:events';
import { Agent, request, type IncomingMessage } from 'node:http';
import { json } from 'node:stream/consumers';
import { journalAnswerSchema } from '@blunari/schema/insights';
import { browser, pageUrl, referrer, type VisitRow } from './visits.ts';

/**
 * Visitors' batches over so many kept connections, each the next as soon as the one before is acknowledged. Every batch
 * comes from a network of its own, as limits are by network. Answers how long each acknowledgement took, in ms.
 */
export async function sendOver(
  apiUrl: string,
  connections: number,
  batches: readonly (readonly VisitRow[])[],
): Promise<{ readonly seconds: number; readonly tookMs: readonly number[] }> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const tokens = await firstTokens(agent, apiUrl, batches);
  const bodies = batches.map((rows) => ({ key: keyOf(rows), body: bodyOf(rows, tokens.get(keyOf(rows))) }));
  const tookMs: number[] = [];
  let next = 0;
  const startedMs = performance.now();
  await Promise.all(
    Array.from({ length: connections }, async () => {
      for (;;) {
        const place = (next += 1) - 1;
        const batch = bodies[place];
        if (!batch) return;
        const sentMs = performance.now();
        await send(agent, `${apiUrl}/w/${batch.key}/i`, batch.body, place);
        tookMs.push(performance.now() - sentMs);
      }
    }),
  );
  const seconds = (performance.now() - startedMs) / 1000;
  agent.destroy();
  return { seconds, tookMs };
}

/** A token of each widget, for which a program's word does: it is counted nowhere. */
async function firstTokens(
  agent: Agent,
  apiUrl: string,
  batches: readonly (readonly VisitRow[])[],
): Promise<ReadonlyMap<string, string>> {
  const tokens = new Map<string, string>();
  for (const rows of batches) {
    const key = keyOf(rows);
    if (!tokens.has(key)) {
      const { token } = await send(agent, `${apiUrl}/w/${key}/i`, bodyOf([], undefined), tokens.size);
      tokens.set(key, token);
    }
  }
  return tokens;
}

const keyOf = (rows: readonly VisitRow[]): string => rows[0]?.restaurant.publicKey ?? '';

/** Without rows, one event that is none. */
function bodyOf(rows: readonly VisitRow[], token: string | undefined): string {
  const events = rows.map(({ id, type, sessionId, step }) => ({ id, type, sessionId, step, locale: 'it' }));
  return JSON.stringify({ pageUrl, referrer, events: events.length > 0 ? events : [null], token });
}

async function send(agent: Agent, url: string, body: string, place: number) {
  const sending = request(url, {
    agent,
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'user-agent': browser,
      'x-forwarded-for': `${1 + (place % 220)}.${Math.floor(place / 220) % 250}.${Math.floor(place / 55_000) % 250}.9`,
    },
  });
  sending.end(body);
  const [response]: IncomingMessage[] = await once(sending, 'response');
  if (!response) throw new Error('A response comes with its event.');
  const answer = await json(response);
  if (response.statusCode !== 202) throw new Error(`A batch was answered with ${response.statusCode}.`);
  const { token, refused } = journalAnswerSchema.parse(answer);
  if (refused.some(({ reason }) => reason !== 'invalid')) throw new Error('Events were refused.');
  return { token };
}
