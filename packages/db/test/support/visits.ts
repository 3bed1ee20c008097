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
  readonly metadata: Readonly<Record<string, string>>;
  readonly visit: Visit;
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
});

const sessions = Array.from({ length: 6 }, () => randomUUID());

/** Anything that visitors may do in the last 40 hours, in any order of arrival. */
export const happenings: fc.Arbitrary<readonly Happening[]> = fc.array(
  fc.record({
    widget: fc.constantFrom('booking', 'catering'),
    type: fc.constantFrom('view', 'view', 'interaction', 'interaction', 'conversion'),
    sessionId: fc.constantFrom(...sessions),
    // Few instants, so that events at the very same one are common.
    at: fc.integer({ min: 0, max: 40 }).map((hours) => new Date(Date.now() - hours * hourMs)),
    metadata: fc.record(
      { step: fc.constantFrom('party', 'date'), locale: fc.constantFrom('it', 'de') },
      { requiredKeys: [] },
    ),
    visit: fc.record({
      ip: fc.constant(visit.ip),
      userAgent: fc.constantFrom('', 'Mozilla/5.0 (iPhone) Mobile', 'Mozilla/5.0 (Windows NT 10.0)'),
      referrer: fc.constantFrom('', 'https://www.google.com/search', fc.sample(fc.string(), 1)[0] ?? ''),
      pageUrl: fc.oneof(
        fc.constantFrom('https://lucia.example.com', 'https://lucia.example.com/table?utm_source=mail', 'no address'),
        fc.webUrl({ withQueryParameters: true }),
      ),
    }),
  }),
  { minLength: 1, maxLength: 30 },
);

/** The restaurant's calendar day; the same rule as in the API. */
export function localDateOf(at: Date, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone).toPlainDate().toString();
}

/** Writes events as `record_batches` and `record_conversion` do, one batch for each. */
export async function write(
  ownerUrl: string,
  tenant: TestTenant,
  timeZone: string,
  events: readonly Happening[],
): Promise<void> {
  const batches = events.map((event) => ({
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
  }));
  for (const [index, batch] of batches.entries()) {
    const widget = events[index]?.widget ?? 'booking';
    await query(ownerUrl, 'select widget_private.write_insights($1::jsonb, array[$2::uuid], array[$3::uuid])', [
      JSON.stringify([batch]),
      tenant.id,
      tenant[widget].id,
    ]);
  }
}
