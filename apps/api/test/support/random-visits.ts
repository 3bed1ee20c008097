import { randomBytes, randomUUID } from 'node:crypto';
import { uuidv7 } from '@blunari/schema/identifiers';
import { journalAnswerSchema, journalLimits, type RefusingRule } from '@blunari/schema/insights';
import fc from 'fast-check';
import { browser, type TestApp } from './start-test-app.ts';

/** What a visitor did, as it was sent, with what the request told. */
export interface SentEvent {
  readonly id: string;
  readonly type: 'view' | 'interaction';
  readonly sessionId: string;
  readonly atMs: number;
  readonly page: string;
  readonly referrer: string;
  readonly locale: string;
  readonly entry: 'inline' | 'popup' | 'page';
  readonly step?: string;
  readonly wish?: { readonly wantedDate: string; readonly partySize: number; readonly rule: RefusingRule };
}

const minuteMs = 60_000;

const visit = fc.record({
  // Some right now, most in the last 46 hours.
  minutesAgo: fc.oneof(fc.integer({ min: 2, max: 40 }), fc.integer({ min: 40, max: 46 * 60 })),
  page: fc.constantFrom('/', '/menu', '/table'),
  referrer: fc.constantFrom('', 'www.google.com', 'www.instagram.com'),
  locale: fc.constantFrom('en', 'it'),
  entry: fc.constantFrom('inline', 'popup', 'page'),
  steps: fc.subarray(['party', 'date', 'time', 'details']),
  hasView: fc.integer({ min: 0, max: 4 }).map((chance) => chance > 0),
  wish: fc.option(
    fc.record({
      wantedDate: fc.constantFrom('2027-02-13', '2027-02-14'),
      partySize: fc.constantFrom(2, 6),
      rule: fc.constantFrom('full', 'closed'),
    }),
    { nil: undefined, freq: 3 },
  ),
});

/** Visits of so many sessions, a new set in every run: the seed is told where a test fails. */
export function randomVisits(sessions: number, seed: number, nowMs: number): readonly SentEvent[] {
  return fc.sample(visit, { numRuns: sessions, seed }).flatMap(({ minutesAgo, steps, hasView, wish, ...told }) => {
    const sessionId = randomUUID();
    const beganMs = nowMs - minutesAgo * minuteMs;
    const make = (index: number, more: Partial<SentEvent>): SentEvent => {
      // A few seconds apart, so a session may pass midnight or the turn of an hour.
      const atMs = beganMs + index * 20_000;
      const id = uuidv7(atMs, (bytes) => new Uint8Array(randomBytes(bytes.length)));
      return { id, type: 'interaction', sessionId, atMs, ...told, ...more };
    };
    return [
      ...(hasView ? [make(0, { type: 'view' })] : []),
      ...steps.map((step, index) => make(index + 1, { step })),
      ...(wish ? [make(5, { wish })] : []),
    ];
  });
}

/** Sends them through the public API, some events of one session a batch, and all of them twice. */
export async function sendVisits(test: TestApp, key: string, events: readonly SentEvent[]): Promise<void> {
  let token: string | undefined;
  const sessions = [...Map.groupBy([...events, ...events], ({ sessionId }) => sessionId).values()];
  const most = journalLimits.maxEventsWithoutToken;
  const batches = sessions.flatMap((own) =>
    Array.from({ length: Math.ceil(own.length / most) }, (_, index) => own.slice(index * most, (index + 1) * most)),
  );
  for (const own of batches) {
    // One after the other: the token of the first answer is sent with the others.
    const answer = await test.visit({
      method: 'POST',
      url: `/w/${key}/i`,
      headers: { 'content-type': 'application/json', 'user-agent': browser },
      payload: JSON.stringify({
        pageUrl: `https://lucia.example.com${own[0]?.page}`,
        referrer: own[0]?.referrer === '' ? '' : `https://${own[0]?.referrer}/search`,
        ...(token === undefined ? {} : { token }),
        events: own.map(({ id, type, sessionId, locale, entry, step, wish }) => ({
          id,
          type,
          sessionId,
          locale,
          entry,
          ...(step === undefined ? {} : { step }),
          ...(wish === undefined ? {} : { kind: 'turned-away', ...wish }),
        })),
      }),
    });
    if (answer.statusCode !== 202) throw new Error(`${answer.statusCode}: ${answer.body}`);
    const { token: next, refused } = journalAnswerSchema.parse(answer.json());
    if (refused.length > 0) throw new Error(`Refused: ${JSON.stringify(refused)}`);
    token = next;
  }
}
