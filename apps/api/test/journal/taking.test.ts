import { once } from 'node:events';
import { connect } from 'node:net';
import { withClient } from '@blunari/db/server';
import { appErrorSchema } from '@blunari/schema/errors';
import { journalAnswerSchema, journalLimits } from '@blunari/schema/insights';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createTenant, type TestTenant } from '../support/create-tenant.ts';
import { browser, secondProcess, startTestApp, widgetUrl, type TestApp } from '../support/start-test-app.ts';
import { viewAt, viewsNow } from '../support/visitor-events.ts';

let test: TestApp;
let tenant: TestTenant;

beforeAll(async () => {
  test = await startTestApp({ limits: { batches: 100_000, batchesWithoutToken: 100_000 } });
});
beforeEach(async () => {
  tenant = await createTenant(test.urls.owner);
});
afterAll(() => test.close());

const post = (payload: string | object, key = tenant.booking.key, app = test) =>
  app.visit({ method: 'POST', url: `/w/${key}/i`, payload, headers: { 'content-type': 'application/json' } });
const batchOf = (events: readonly unknown[], more: object = {}) => ({ pageUrl: '', referrer: '', events, ...more });
const storedIds = (owner = tenant) =>
  withClient(test.urls.owner, async (client) => {
    const { rows } = await client.query<{ id: string }>(
      'select id::text from public.widget_analytics where tenant_id = $1 order by id',
      [owner.id],
    );
    return rows.map(({ id }) => id);
  });

describe('a batch', () => {
  it('keeps its good events, and says of each bad one where it stood and why', async () => {
    const good = viewsNow(2);
    const sent = [good[0], { ...viewAt(Date.now()), step: 'PARTY!' }, viewAt(Date.now() + 3_600_000), good[1], 7];
    const answer = await post(batchOf(sent));
    expect(answer.statusCode).toBe(202);
    expect(journalAnswerSchema.parse(answer.json()).refused).toEqual([
      { index: 1, reason: 'invalid' },
      { index: 2, reason: 'too-early' },
      { index: 4, reason: 'invalid' },
    ]);
    expect(await storedIds()).toEqual(good.map(({ id }) => id).toSorted());
  });

  it('may hold 32 KB and not a byte more', async () => {
    const text = JSON.stringify(batchOf(viewsNow(1)));
    const most = text.padEnd(journalLimits.maxBodyBytes);
    expect((await post(most)).statusCode).toBe(202);
    const refused = await post(`${most} `);
    expect([refused.statusCode, appErrorSchema.parse(refused.json()).code]).toEqual([413, 'too_large']);
    expect(await storedIds()).toHaveLength(1);
  });

  it.each([
    ['an event nested as deep as it fits', `${'['.repeat(15_000)}${']'.repeat(15_000)}`],
    ['an event of thousands of fields', `{${Array.from({ length: 3000 }, (_, n) => `"f${n}":0`).join()}}`],
    ['a number of 20,000 digits', '9'.repeat(20_000)],
  ])('survives %s', async (_what, bomb) => {
    const [good] = viewsNow(1);
    const answer = await post(`{"pageUrl":"","referrer":"","events":[${bomb},${JSON.stringify(good)}]}`);
    expect([answer.statusCode, answer.json().refused]).toEqual([202, [{ index: 0, reason: 'invalid' }]]);
    expect(await storedIds()).toEqual([good?.id]);
  });

  it('with the id of another restaurant’s event changes nothing there, and does not tell', async () => {
    const other = await createTenant(test.urls.owner);
    const [view] = viewsNow(1);
    const first = await post(batchOf([view]), other.booking.key);
    const again = await post(batchOf([{ ...view, type: 'interaction' }]));
    expect([again.statusCode, again.json().refused]).toEqual([first.statusCode, first.json().refused]);
    expect([await storedIds(other), await storedIds()]).toEqual([[view?.id], []]);
  });

  it('for a widget that is not active is refused', async () => {
    await withClient(test.urls.owner, (client) =>
      client.query('update public.widget_configurations set is_active = false where tenant_id = $1', [tenant.id]),
    );
    const answer = await post(batchOf(viewsNow(1)));
    expect([answer.statusCode, answer.json().code]).toEqual([410, 'widget_inactive']);
  });

  it('whatever it is, is taken or refused in words', async () => {
    const field = fc.oneof(
      fc.jsonValue(),
      fc.constant(0).map(() => viewAt(Date.now())),
      fc.string({ unit: 'binary' }),
    );
    const shell = fc.record(
      { pageUrl: fc.string({ unit: 'binary' }), referrer: fc.string(), events: fc.array(field), token: fc.string() },
      { requiredKeys: [] },
    );
    const body = fc.oneof(
      shell.map((each) => JSON.stringify(each)),
      fc.json(),
      fc.string({ unit: 'binary' }),
    );
    await fc.assert(
      fc.asyncProperty(body, async (text) => {
        const answer = await post(text);
        expect([202, 400]).toContain(answer.statusCode);
        if (answer.statusCode === 202) journalAnswerSchema.parse(answer.json());
        else expect(appErrorSchema.parse(answer.json()).code).toBe('invalid_input');
        expect(answer.body).not.toMatch(/node_modules|\.ts:/);
      }),
      { numRuns: 150 },
    );
  });
});

describe('a request', () => {
  it('whose sender has gone counts all the same', async () => {
    await test.app.listen({ port: 0, host: '127.0.0.1' });
    const { port } = z.object({ port: z.number() }).parse(test.app.server.address());
    const events = viewsNow(3);
    const body = JSON.stringify(batchOf(events));
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    const head = [
      `POST /w/${tenant.booking.key}/i HTTP/1.1`,
      `host: ${new URL(widgetUrl).host}`,
      `user-agent: ${browser}`,
      'content-type: application/json',
      `content-length: ${Buffer.byteLength(body)}`,
    ];
    socket.write(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
    await expect.poll(() => storedIds()).toEqual(events.map(({ id }) => id).toSorted());
  });

  it('to a restaurant that wants no visits counted is answered like any other, and not stored', async () => {
    await withClient(test.urls.owner, (client) =>
      client.query(`update public.widget_settings set insights = 'never' where tenant_id = $1`, [tenant.id]),
    );
    const answer = await post(batchOf(viewsNow(3)));
    expect([answer.statusCode, journalAnswerSchema.parse(answer.json()).refused]).toEqual([202, []]);
    expect(await storedIds()).toEqual([]);
  });

  it('that comes while too many wait is sent away with the time to wait, and stores nothing', async () => {
    const full = await secondProcess(test, { groupLimits: { maxWaiting: 0 } });
    try {
      const answer = await full.visit({
        method: 'POST',
        url: `/w/${tenant.booking.key}/i`,
        payload: batchOf(viewsNow(1)),
      });
      expect([answer.statusCode, answer.json().code, answer.headers['retry-after']]).toEqual([503, 'unavailable', '2']);
      expect(await storedIds()).toEqual([]);
    } finally {
      await full.close();
    }
  });

  it('that is under way when the process is told to stop is written first', async () => {
    const stopping = await secondProcess(test);
    const events = viewsNow(5);
    const answers = events.map((event) =>
      stopping.visit({ method: 'POST', url: `/w/${tenant.booking.key}/i`, payload: batchOf([event]) }),
    );
    const statuses = Promise.all(answers).then((all) => all.map(({ statusCode }) => statusCode));
    await answers[0];
    await stopping.close();
    expect(await storedIds()).toEqual(events.flatMap(({ id }) => id).toSorted());
    expect(await statuses).toEqual(events.map(() => 202));
  });
});
