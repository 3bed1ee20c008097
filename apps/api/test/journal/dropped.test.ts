import { withClient } from '@blunari/db/server';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createTenant, type TestTenant } from '../support/create-tenant.ts';
import { startTestApp, type TestApp } from '../support/start-test-app.ts';
import { viewAt, viewsNow } from '../support/visitor-events.ts';

let test: TestApp;
let tenant: TestTenant;

beforeAll(async () => {
  test = await startTestApp({ limits: { batchesWithoutToken: 1000 }, groupLimits: { dropsWaitMs: 20 } });
});
beforeEach(async () => {
  tenant = await createTenant(test.urls.owner, {}, 'Pacific/Kiritimati');
});
afterAll(() => test.close());

const send = (events: readonly unknown[], headers: Record<string, string> = {}, key = tenant.booking.key) =>
  test.visit({ method: 'POST', url: `/w/${key}/i`, payload: { pageUrl: '', referrer: '', events }, headers });

const droppedVisits = () => droppedVisitsOf(tenant);
const droppedVisitsOf = ({ id }: TestTenant) =>
  withClient(test.urls.owner, async (client) => {
    const { rows } = await client.query<{ line: string }>(
      `select concat_ws(' ', w.widget_type, d.local_date, d.reason, d.events) as line
       from public.widget_dropped_visits d join public.widget_configurations w on w.id = d.widget_id
       where d.tenant_id = $1 order by line`,
      [id],
    );
    return rows.map(({ line }) => line);
  });
const today = () => Temporal.Now.plainDateISO('Pacific/Kiritimati').toString();
const bot = { 'user-agent': 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)' };

it('counts by widget, reason and the restaurant’s day what it does not take for a visit', async () => {
  await send(viewsNow(3), bot);
  await send(viewsNow(1), bot);
  await send(viewsNow(2), bot, tenant.catering.key);
  await send(viewsNow(2), { 'sec-purpose': 'prefetch;prerender' });
  await send([null, viewAt(Date.now() + 3_600_000), viewAt(Date.now() - 50 * 3_600_000), ...viewsNow(1)]);
  await expect
    .poll(droppedVisits)
    .toEqual([
      `booking ${today()} bot 4`,
      `booking ${today()} invalid 2`,
      `booking ${today()} late 1`,
      `booking ${today()} prefetch 2`,
      `catering ${today()} bot 2`,
    ]);
});

it('counts nothing for a restaurant that wants no visits counted', async () => {
  const silent = await createTenant(test.urls.owner);
  await withClient(test.urls.owner, (client) =>
    client.query(`update public.widget_settings set insights = 'never' where tenant_id = $1`, [silent.id]),
  );
  await send(viewsNow(2), bot, silent.booking.key);
  // What came first is written first, or with it.
  await send(viewsNow(1), bot);
  await expect.poll(droppedVisits).toEqual([`booking ${today()} bot 1`]);
  expect(await droppedVisitsOf(silent)).toEqual([]);
});

it('counts nobody twice who comes again with a token', async () => {
  const events = viewsNow(8);
  const { token } = (await send(events)).json();
  const again = await test.visit({
    method: 'POST',
    url: `/w/${tenant.booking.key}/i`,
    payload: { pageUrl: '', referrer: '', events, token },
  });
  expect(again.json().refused).toEqual([]);
  await send([null]);
  await expect.poll(droppedVisits).toEqual([`booking ${today()} invalid 1`]);
});

it('tells a program what it tells a person', async () => {
  const [person, program] = [await send(viewsNow(1)), await send(viewsNow(1), bot)];
  expect([program.statusCode, program.body]).toEqual([person.statusCode, person.body]);
  expect((await send(viewsNow(1), bot, 'wk_00000000000000000000')).statusCode).toBe(404);
});
