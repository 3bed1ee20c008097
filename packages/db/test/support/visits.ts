import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { Visit } from '../../src/queries/visit.ts';
import { visit } from './inputs.ts';
import { query } from './query.ts';
import type { TestTenant } from './tenant.ts';

/** One event as the API has checked it, or the server's own conversion. */
export interface Happening {
  /** Of events at the very same instant the lower one is the first; a new one at each writing unless given. */
  readonly id?: string;
  readonly widget: 'booking' | 'catering';
  readonly type: 'view' | 'interaction' | 'conversion';
  readonly sessionId: string;
  readonly at: Date;
  readonly metadata: Readonly<Record<string, string | number>>;
  readonly visit: Visit;
  /** What the visit is counted by: page, referrer, three of UTM, device. */
  readonly seen: readonly string[];
}

const hourMs = 3_600_000;

/** One view, some days ago. */
export const viewAgo = (days: number, sessionId = randomUUID()): Happening => ({
  widget: 'booking',
  type: 'view',
  sessionId,
  at: new Date(Date.now() - days * 24 * hourMs),
  metadata: {},
  visit,
  seen: ['/table', 'example.com', '', '', '', 'other'],
});

const sessions = Array.from({ length: 6 }, () => randomUUID());

const journeys: readonly Pick<Happening, 'visit' | 'seen'>[] = [
  { visit: { ip: visit.ip, userAgent: '', referrer: '', pageUrl: 'no address' }, seen: ['', '', '', '', '', ''] },
  {
    visit: {
      ip: visit.ip,
      userAgent: 'Mozilla/5.0 (iPhone) Mobile',
      referrer: 'https://www.Google.com/search',
      pageUrl: 'https://lucia.example.com?utm_source=mail&utm_campaign=L%C3%BCneburg',
    },
    seen: ['/', 'www.google.com', 'mail', '', 'Lüneburg', 'phone'],
  },
  {
    visit: {
      ip: '2001:db8:1:2:3:4:5:6',
      userAgent: 'Mozilla/5.0 (Windows NT 10.0)',
      referrer: 'https://user@news.example:8443/a',
      pageUrl: 'http://lucia.example.com/table/?utm_medium=post#now',
    },
    seen: ['/table/', 'news.example', '', 'post', '', 'desktop'],
  },
];

const common = {
  locale: fc.constantFrom('it', 'de'),
  entry: fc.constantFrom('inline', 'popup', 'page'),
  step: fc.constantFrom('party', 'date'),
} as const;

/** What an event of any type may say; where it says nothing that counts, that is counted as nothing. */
const words: fc.Arbitrary<Happening['metadata']> = fc.oneof(
  fc.record({ ...common, kind: fc.constantFrom('first-use', 'abandon', 'error') }, { requiredKeys: [] }),
  fc.record(
    {
      ...common,
      covers: fc.integer({ min: 1, max: 80 }),
      valueMinor: fc.integer({ min: 0, max: 9_000_000 }),
      leadDays: fc.constantFrom(0, 1, 2, 3, 4, 7, 8, 14, 15, 30, 31, 200),
    },
    { requiredKeys: [] },
  ),
  fc.record(
    {
      ...common,
      kind: fc.constant('turned-away'),
      wantedDate: fc.constantFrom('2026-12-24', '2028-02-29'),
      wantedTime: fc.constantFrom('19:30', '20:00'),
      partySize: fc.constantFrom(2, 6),
      rule: fc.constantFrom('full', 'closed'),
    },
    { requiredKeys: ['kind', 'wantedDate', 'partySize', 'rule'] },
  ),
);

/** Anything that visitors may do in the 40 hours before some moment, in any order of arrival. */
export const happeningsBefore = (until: Date): fc.Arbitrary<readonly Happening[]> =>
  fc.array(
    fc
      .record({
        journey: fc.constantFrom(...journeys),
        widget: fc.constantFrom('booking', 'catering'),
        type: fc.constantFrom('view', 'view', 'interaction', 'interaction', 'interaction', 'conversion'),
        sessionId: fc.constantFrom(...sessions),
        // Few instants, so that events at the very same one are common.
        at: fc.integer({ min: 0, max: 80 }).map((halves) => new Date(until.getTime() - (halves * hourMs) / 2)),
        metadata: words,
      })
      .map(({ journey, ...event }) => ({ ...event, ...journey })),
    { minLength: 1, maxLength: 40 },
  );

export const happenings = happeningsBefore(new Date());

/** The restaurant's calendar day; the same rule as in the API. */
export function localDateOf(at: Date, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone).toPlainDate().toString();
}

/**
 * Writes events as `record_batches` and `record_conversion` do, a batch for each, some batches in a call; `store_insights`
 * leaves the counting to `count_visits`.
 */
export async function write(
  ownerUrl: string,
  tenant: TestTenant,
  timeZone: string,
  events: readonly Happening[],
  batchesInCall = 1,
  how: 'write_insights' | 'store_insights' = 'write_insights',
): Promise<void> {
  for (let start = 0; start < events.length; start += batchesInCall) {
    const call = events.slice(start, start + batchesInCall);
    await query(
      ownerUrl,
      `select widget_private.${how}($1::jsonb, array_fill($2::uuid, array[$4::integer]), $3::uuid[])`,
      [
        JSON.stringify(call.map((event) => batchOf(event, timeZone))),
        tenant.id,
        call.map(({ widget }) => tenant[widget].id),
        call.length,
      ],
    );
  }
}

function batchOf(event: Happening, timeZone: string): object {
  return {
    visit: event.visit,
    events: [
      {
        id: event.id ?? randomUUID(),
        type: event.type,
        at: event.at.toISOString(),
        localDate: localDateOf(event.at, timeZone),
        sessionId: event.sessionId,
        metadata: event.metadata,
      },
    ],
  };
}
