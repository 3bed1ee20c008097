import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDatabase, type Database } from '../../src/client.ts';
import type { Visit } from '../../src/queries/visit.ts';
import { createTestDatabase, type TestDatabase } from '../../src/testing/postgres.ts';
import { buildBooking, buildEvent, visit } from '../support/inputs.ts';
import { query } from '../support/query.ts';
import { daysThatDoNotAddUp } from '../support/rollups.ts';
import { createTenant, type TestTenant } from '../support/tenant.ts';
import { happenings, localDateOf, write } from '../support/visits.ts';

const timeZone = 'Asia/Kathmandu';
let test: TestDatabase;
let database: Database;
let tenant: TestTenant;

beforeAll(async () => {
  test = await createTestDatabase();
  database = createDatabase({ url: test.urls.api, poolSize: 16, connectionWaitMs: 60_000 });
});

beforeEach(async () => {
  tenant = await createTenant(test.urls.owner, timeZone);
});

afterAll(async () => {
  await database.close();
  await test.drop();
});

async function traitsOf(changes: Partial<Visit>): Promise<unknown> {
  const { pageUrl, referrer, userAgent } = { pageUrl: '', referrer: '', userAgent: '', ...changes };
  const [row] = await query(test.urls.owner, 'select widget_private.visit_traits($1, $2, $3) as traits', [
    pageUrl,
    referrer,
    userAgent,
  ]);
  return row?.['traits'];
}

/** What is counted by a dimension, the unknown value too: views, and sessions with those that converted. */
async function countsOf(dimension: string): Promise<Record<string, unknown>> {
  const rows = await query(
    test.urls.owner,
    `select c.value, array[sum(c.times * d.views), sum(c.times * d.sessions), sum(c.times * d.converted_sessions)]::integer[] as counts
     from public.widget_analytics_daily d
     cross join lateral (values (d.value, 1), ('', case d.dimension when 'total' then 0 else -1 end)) as c (value, times)
     where d.tenant_id = $1 and d.dimension in ('total', $2)
     group by c.value
     having sum(c.times * (d.views + d.interactions + d.conversions + d.sessions)) > 0`,
    [tenant.id, dimension],
  );
  return Object.fromEntries(rows.map((row) => [String(row['value']), row['counts']]));
}

const send = (changes: Partial<Visit>, events = [buildEvent()]) =>
  database.visitor.recordEvents(tenant.booking.key, { events, visit: { ...visit, ...changes } });

describe('what a visit is counted by', () => {
  it.each([
    [{}, ['', '', '', '', '', '']],
    [{ pageUrl: 'https://lucia.example.com' }, ['/', '', '', '', '', '']],
    [{ pageUrl: 'https://lucia.example.com/menu/?table=4#now' }, ['/menu/', '', '', '', '', '']],
    [{ pageUrl: 'javascript:alert(1)' }, ['', '', '', '', '', '']],
    [
      {
        pageUrl:
          'https://a.example/?x=1&utm_source=News+letter&utm_medium=e%2Dmail&utm_campaign=L%C3%BCneburg#utm_source=no',
      },
      ['/', '', 'News letter', 'e-mail', 'Lüneburg', ''],
    ],
    // Half a letter, no letter, a NUL: as they were written.
    [
      { pageUrl: 'https://a.example/?utm_source=%C3&utm_medium=%zz&utm_campaign=a%00b' },
      ['/', '', '%C3', '%zz', 'a%00b', ''],
    ],
    [{ referrer: 'https://www.Google.com/search?q=lucia' }, ['', 'www.google.com', '', '', '', '']],
    [{ referrer: 'https://user:secret@news.example:8443/a' }, ['', 'news.example', '', '', '', '']],
    [{ referrer: 'android-app' }, ['', '', '', '', '', '']],
    [
      { userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) Mobile/15E148' },
      ['', '', '', '', '', 'phone'],
    ],
    [
      { userAgent: 'Mozilla/5.0 (Linux; Android 15; Pixel 9) Chrome/140.0 Mobile Safari' },
      ['', '', '', '', '', 'phone'],
    ],
    [{ userAgent: 'Mozilla/5.0 (Linux; Android 15; SM-X710) Chrome/140.0 Safari' }, ['', '', '', '', '', 'tablet']],
    [{ userAgent: 'Mozilla/5.0 (iPad; CPU OS 18_6 like Mac OS X) Mobile/15E148' }, ['', '', '', '', '', 'tablet']],
    [{ userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0' }, ['', '', '', '', '', 'desktop']],
    [{ userAgent: 'curl/8.1' }, ['', '', '', '', '', 'other']],
  ])('is read out of %j', async (changes, traits) => {
    expect(await traitsOf(changes)).toEqual(traits);
  });

  it('fits the table, whatever strangers send', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 400 }), async (noise) => {
        const text = noise.replaceAll('\0', '');
        const pageUrl = `https://a.example/${text}?utm_source=${text}`;
        expect(await send({ pageUrl, referrer: `https://${text}`, userAgent: text })).toMatchObject({ ok: true });
      }),
      { numRuns: 25 },
    );
    const long = '😀'.repeat(900);
    expect(await send({ pageUrl: `https://a.example/${long}` })).toMatchObject({ ok: true });
    expect(Object.keys(await countsOf('page'))).toContain(`/${'😀'.repeat(199)}`);
    expect(await daysThatDoNotAddUp(test.urls.owner, tenant.id)).toEqual([]);
  });
});

describe('daily totals by dimension', () => {
  it('come to no more than the whole day, whatever visitors do and in whatever order it arrives', async () => {
    let sent = 0;
    await fc.assert(
      fc.asyncProperty(happenings, async (events) => {
        await write(test.urls.owner, tenant, timeZone, events);
        sent += events.length;
        expect(await daysThatDoNotAddUp(test.urls.owner, tenant.id)).toEqual([]);
        const [total] = await query(
          test.urls.owner,
          `select sum(views + interactions + conversions)::integer as count from public.widget_analytics_daily
           where tenant_id = $1 and dimension = 'total'`,
          [tenant.id],
        );
        expect(total).toEqual({ count: sent });
      }),
      // What was written stays, so there is nothing to shrink.
      { numRuns: 6, endOnFailure: true },
    );
  });

  it('count a session, and what it books, under what its first event came with', async () => {
    const sessionId = randomUUID();
    const later = buildEvent({ sessionId });
    const first = buildEvent({ sessionId, at: new Date(Date.now() - 60_000).toISOString() });
    await send({ referrer: '' }, [later]);
    expect(await countsOf('referrer')).toEqual({ '': [1, 1, 0] });
    await send({ referrer: 'https://maps.example/' }, [first]);
    expect(await countsOf('referrer')).toEqual({ '': [1, 0, 0], 'maps.example': [1, 1, 0] });
    await database.visitor.createBooking(tenant.booking.key, buildBooking({ sessionId, partySize: 2 }));
    expect(await countsOf('referrer')).toMatchObject({ '': [1, 0, 0], 'maps.example': [1, 1, 1] });
    expect(await countsOf('language')).toEqual({ '': [2, 1, 1], it: [0, 0, 0] });
  });

  it('move a session to the earlier day when that is heard of later', async () => {
    const sessionId = randomUUID();
    const now = new Date();
    const before = new Date(now.getTime() - 24 * 3_600_000);
    for (const at of [now, before]) {
      await send({}, [buildEvent({ sessionId, at: at.toISOString(), localDate: localDateOf(at, timeZone) })]);
    }
    const days = await query(
      test.urls.owner,
      `select local_date::text, sessions from public.widget_analytics_daily
       where tenant_id = $1 and dimension = 'total' order by 1`,
      [tenant.id],
    );
    expect(days).toEqual([
      { local_date: localDateOf(before, timeZone), sessions: 1 },
      { local_date: localDateOf(now, timeZone), sessions: 0 },
    ]);
  });

  it('keep 100 values of a dimension a day, and call the others other', async () => {
    await Promise.all(Array.from({ length: 300 }, (_, index) => send({ pageUrl: `https://a.example/${index % 150}` })));
    const pages = await countsOf('page');
    expect(Object.keys(pages)).toHaveLength(101);
    expect(pages['other']).toEqual([100, 100, 0]);
    // Known pages still count as themselves.
    const [known = ''] = Object.keys(pages).filter((page) => page !== 'other');
    await send({ pageUrl: `https://a.example${known}` });
    expect((await countsOf('page'))[known]).toEqual([3, 3, 0]);
    expect(await daysThatDoNotAddUp(test.urls.owner, tenant.id)).toEqual([]);
  });

  it('stay exact with 16 writers of overlapping batches at both widgets', async () => {
    const events = Array.from({ length: 40 }, () => buildEvent({ metadata: { step: 'party', locale: 'it' } }));
    const results = await Promise.all(
      Array.from({ length: 64 }, (_, index) => {
        const batch = events.slice(index % 28, (index % 28) + 12);
        return database.visitor.recordEvents(index % 2 ? tenant.booking.key : tenant.catering.key, {
          events: index % 3 ? batch : batch.toReversed(),
          visit: { ...visit, pageUrl: `https://a.example/${index % 5}` },
        });
      }),
    );
    expect(results.filter((result) => !result.ok)).toEqual([]);
    expect(await daysThatDoNotAddUp(test.urls.owner, tenant.id)).toEqual([]);
    const [total] = await query(
      test.urls.owner,
      `select sum(views)::integer as views, sum(sessions)::integer as sessions from public.widget_analytics_daily
       where tenant_id = $1 and dimension = 'language' and value = 'it'`,
      [tenant.id],
    );
    expect(total).toEqual({ views: 39, sessions: 39 });
  });
});
