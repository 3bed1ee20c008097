import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { moveTenant, setStage } from '../../src/queries/rollouts/change-rollout.ts';
import { flagNewsPerCall } from '../../src/queries/flush-flag-news.ts';
import { withClient } from '../../src/server/with-client.ts';
import { messagesOn } from '../support/messages.ts';
import { setUpRolloutDesk, type RolloutDesk } from '../support/rollout-desk.ts';

const reason = 'A test';

let desk: RolloutDesk;
let tenants: readonly string[];

beforeAll(async () => {
  desk = await setUpRolloutDesk();
  await desk.act((tx) => setStage(tx, { stage: 'off', reason }));
  tenants = await desk.addTenants(30);
});

afterAll(() => desk.stop());

const share = (percent: number) => desk.act((tx) => setStage(tx, { stage: 'percentage', percent, reason }));

/** What a restaurant was told of its features, oldest first. */
async function toldTo(tenantId: string): Promise<readonly { readonly isOn: boolean; readonly version: number }[]> {
  const messages = await messagesOn(desk.test.urls.superuser, `tenant:${tenantId}`);
  return messages
    .filter(({ event }) => event === 'flags.changed')
    .map(({ payload }) => ({ isOn: payload['isOn'] === true, version: Number(payload['version']) }));
}

const waiting = async () =>
  Number((await desk.sql('select count(*) as count from widget_private.flag_news'))[0]?.['count']);

describe('a change of the share', () => {
  it('tells in the same moment each restaurant whose answer changed, and no other', async () => {
    await share(40);
    const moved = await desk.holders();
    expect(moved.length).toBeGreaterThan(0);
    for (const id of tenants)
      expect((await toldTo(id)).map(({ isOn }) => isOn)).toEqual(moved.includes(id) ? [true] : []);
    await share(70);
    const more = await desk.holders();
    for (const id of tenants) expect(await toldTo(id)).toHaveLength(more.includes(id) ? 1 : 0);
    await share(0);
    for (const id of moved) {
      const told = await toldTo(id);
      expect(told.map(({ isOn }) => isOn)).toEqual([true, false]);
      expect(told[1]?.version).toBeGreaterThan(told[0]?.version ?? Infinity);
    }
    expect(await waiting()).toBe(0);
  });

  it('tells one restaurant that was decided about by hand', async () => {
    const [id = '', other = ''] = tenants;
    const before = (await toldTo(other)).length;
    await desk.act((tx) => moveTenant(tx, { tenantId: id, to: 'editor', reason }));
    await desk.act((tx) => moveTenant(tx, { tenantId: id, to: 'rule', reason }));
    expect((await toldTo(id)).slice(-2).map(({ isOn }) => isOn)).toEqual([true, false]);
    expect(await toldTo(other)).toHaveLength(before);
  });
});

describe('a change for thousands', () => {
  it('tells some at once and the rest by the calls that follow, each once and what is so by then', async () => {
    const many = await desk.addTenants(1300);
    await desk.sql('delete from widget_private.flag_news');
    await desk.act((tx) => setStage(tx, { stage: 'on', reason }));
    const rest = await waiting();
    expect(rest).toBe(1330 - 250);
    // Those who wait hear of the last change only.
    await desk.act((tx) => setStage(tx, { stage: 'off', reason }));
    const counts: number[] = [];
    let count: number;
    do {
      const told = await desk.database.visitor.flushFlagNews();
      count = told.ok ? told.value : Number.NaN;
      counts.push(count);
    } while (count === flagNewsPerCall);
    expect(counts.length).toBeGreaterThan(1);
    expect(await waiting()).toBe(0);
    const answers = await Promise.all(
      [0, 400, 1299].map(async (place) => (await toldTo(many[place] ?? '')).at(-1)?.isOn),
    );
    expect(answers).toEqual([false, false, false]);
  });

  it('is told by several processes at once without a word twice', async () => {
    await desk.act((tx) => setStage(tx, { stage: 'on', reason }));
    const counts = await Promise.all([1, 2, 3].map(() => desk.database.visitor.flushFlagNews()));
    const told = counts.map((result) => (result.ok ? result.value : Number.NaN));
    expect(told.reduce((sum, count) => sum + count, 0)).toBe(1330 - 250);
  });
});

it('is told by one process while another has not ended, which nobody waits for', async () => {
  await desk.sql(
    `delete from widget_private.flag_news;
     insert into widget_private.flag_news (flag_key, tenant_id)
       select 'widget_management_v2', id from public.tenants limit 30`,
  );
  await withClient(desk.test.urls.owner, async (slow) => {
    await slow.query('begin; select widget_private.send_flag_news(10)');
    await desk.sql(`set lock_timeout = '2s'; select widget_private.send_flag_news(1000)`);
    expect(await waiting()).toBe(10);
    await slow.query('commit');
  });
  expect(await waiting()).toBe(0);
});

it('is forgotten with the restaurant', async () => {
  const [gone = ''] = await desk.addTenants(1);
  await desk.act((tx) => moveTenant(tx, { tenantId: gone, to: 'form', reason }));
  await desk.sql('delete from public.tenants where id = $1', [gone]);
  expect(await waiting()).toBe(0);
});
