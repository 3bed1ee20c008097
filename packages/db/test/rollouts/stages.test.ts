import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { moveTenant, retireEarlierForm, setStage, setStopRule } from '../../src/queries/rollouts/change-rollout.ts';
import { flagsOfTenant } from '../../src/queries/rollouts/flags-of-tenant.ts';
import { listRolloutAudit } from '../../src/queries/rollouts/list-rollout-audit.ts';
import { defaultStopRule } from '@blunari/schema/rollout';
import { sure } from '../support/stored-widget.ts';
import { setUpRolloutDesk, type RolloutDesk } from '../support/rollout-desk.ts';
import { createTenant, type TestTenant } from '../support/tenant.ts';

let desk: RolloutDesk;
let tenants: readonly string[];
let staffed: TestTenant;

beforeAll(async () => {
  desk = await setUpRolloutDesk();
  staffed = await createTenant(desk.test.urls.owner);
  tenants = [...(await desk.addTenants(19)), staffed.id];
});

afterAll(() => desk.stop());

beforeEach(async () => {
  await desk.sql('delete from public.widget_feature_flag_overrides; delete from public.widget_rollouts');
  await desk.sql(
    `update public.widget_feature_flags set stage = 'off', rollout_percent = 0, retired_at = null, stop_rule = '{}'`,
  );
});

const stage = (input: { stage: 'off' | 'list' | 'on'; reason?: string }) =>
  desk.act((tx) => setStage(tx, { reason: 'A test', ...input }));
const share = (percent: number) =>
  desk.act((tx) => setStage(tx, { stage: 'percentage', percent, reason: 'A test of a share' }));
const move = (tenantId: string, to: 'editor' | 'form' | 'rule') =>
  desk.act((tx) => moveTenant(tx, { tenantId, to, reason: `To the ${to}` }));

const at = (index: number): string => tenants[index] ?? '';

describe('a stage', () => {
  it('off has nobody, a list those put in by hand, on all but those taken out', async () => {
    expect(await desk.holders()).toEqual([]);
    await stage({ stage: 'list' });
    await move(at(0), 'editor');
    await move(at(1), 'form');
    expect(await desk.holders()).toEqual([at(0)]);
    await stage({ stage: 'on' });
    expect((await desk.holders()).toSorted()).toEqual(tenants.filter((id) => id !== at(1)).toSorted());
    await stage({ stage: 'off' });
    expect(await desk.holders()).toEqual([]);
    // What was decided by hand was kept.
    await stage({ stage: 'list' });
    expect(await desk.holders()).toEqual([at(0)]);
  });

  it('percentage has its share, besides those put in and without those taken out', async () => {
    await share(40);
    const [first, second] = await desk.holders();
    const others = tenants.filter((id) => id !== first && id !== second);
    await move(first ?? '', 'form');
    const outsider = others.find((id) => id !== first) ?? '';
    await move(outsider, 'editor');
    const holders = await desk.holders();
    expect(holders).not.toContain(first);
    expect(holders).toContain(outsider);
    await move(first ?? '', 'rule');
    expect(await desk.holders()).toContain(first);
  });

  it('is said with a reason, and a share only where it has one', async () => {
    expect(await stage({ stage: 'on', reason: '  ' })).toMatch('invalid_input');
    expect(await desk.act((tx) => setStage(tx, { stage: 'on', percent: 5, reason: 'x' }))).toMatch('invalid_input');
    expect(await desk.act((tx) => setStage(tx, { stage: 'percentage', reason: 'x' }))).toMatch('invalid_input');
    expect(await share(101)).toMatch('invalid_input');
    expect((await desk.state()).stage).toBe('off');
  });
});

describe('a restaurant', () => {
  it('is moved and moved back at any time, and the first one makes a list', async () => {
    expect(await move(at(0), 'editor')).toBe('ok');
    expect(await desk.state()).toMatchObject({ stage: 'list', tenants: { all: 20, moved: 1, putIn: 1, takenOut: 0 } });
    expect(await move(at(0), 'form')).toBe('ok');
    expect(await desk.state()).toMatchObject({ tenants: { moved: 0, putIn: 0, takenOut: 1 } });
  });

  it('does not wake those who were put in before everything was switched off', async () => {
    await move(at(0), 'editor');
    await stage({ stage: 'off' });
    expect(await move(at(1), 'editor')).toMatch(
      'outside_rules: The stage is off. Set it to list first: of restaurants put in earlier, 1 would come along.',
    );
    expect(await desk.holders()).toEqual([]);
    // Taking one out, or back, asks nobody.
    expect(await move(at(0), 'rule')).toBe('ok');
    expect(await move(at(1), 'editor')).toBe('ok');
    expect(await desk.holders()).toEqual([at(1)]);
  });

  it('that is unknown is not found', async () => {
    expect(await move('00000000-0000-4000-8000-000000000000', 'editor')).toMatch('not_found');
  });

  it('learns from its staff what it has, and nothing of others', async () => {
    await move(staffed.id, 'editor');
    const { flags } = sure(await desk.database.as(staffed.viewer, (tx) => flagsOfTenant(tx, staffed.id)));
    expect(flags).toEqual([{ key: 'widget_management_v2', isOn: true, version: expect.any(Number) }]);
    const others = await desk.database.as(staffed.viewer, (tx) => flagsOfTenant(tx, at(0)));
    expect(others).toMatchObject({ ok: false, error: { code: 'not_found' } });
    await move(staffed.id, 'form');
    const later = sure(await desk.database.as(staffed.viewer, (tx) => flagsOfTenant(tx, staffed.id)));
    expect(later.flags[0]).toMatchObject({ isOn: false });
    expect(later.flags[0]?.version).toBeGreaterThan(flags[0]?.version ?? Infinity);
  });
});

const retire = (retires: boolean) => desk.act((tx) => retireEarlierForm(tx, { retires, reason: 'All are moved' }));

describe('the earlier form', () => {
  it('is retired once everybody is moved, and not before', async () => {
    await share(100);
    expect(await retire(true)).toMatch('outside_rules: Not everybody is moved: the stage is percentage');
    await stage({ stage: 'on' });
    await move(at(0), 'form');
    expect(await retire(true)).toMatch('restaurants with the earlier form: 1.');
    await move(at(0), 'rule');
    expect(await retire(true)).toBe('ok');
    expect((await desk.state()).retiredAt).not.toBeNull();
  });

  it('is given to nobody once retired, until it is brought back', async () => {
    await stage({ stage: 'on' });
    await retire(true);
    expect(await stage({ stage: 'off' })).toMatch('outside_rules: The earlier form is retired');
    expect(await move(at(0), 'form')).toMatch('outside_rules');
    // Not even by SQL.
    await desk.sql(`update public.widget_feature_flags set stage = 'off'`);
    expect(await desk.holders()).toHaveLength(20);
    expect(await retire(false)).toBe('ok');
    expect(await desk.holders()).toEqual([]);
  });
});

describe('the audit', () => {
  it('names who changed what and why, once for each change', async () => {
    await share(5);
    await share(15);
    await move(at(0), 'form');
    await move(at(0), 'rule');
    await desk.act((tx) => setStopRule(tx, { rule: { ...defaultStopRule, minSaves: 50 }, reason: 'A small fleet' }));
    const { entries, isLastPage } = await desk.ask((tx) => listRolloutAudit(tx, { limit: 5 }));
    expect(isLastPage).toBe(false);
    expect(entries.map(({ what, reason }) => [what, reason])).toEqual([
      ['Rule of the stop: saves a side 200 to 50', 'A small fleet'],
      ['Restaurant 1 left to the stage again', 'To the rule'],
      ['Restaurant 1 taken out', 'To the form'],
      ['5 to 15 %', 'A test of a share'],
      ['Off to 5 %', 'A test of a share'],
    ]);
    expect(new Set(entries.map(({ actorName }) => actorName))).toEqual(new Set([`${desk.adminId}@example.com`]));
    expect(entries[1]?.tenant).toEqual({ id: at(0), name: 'Restaurant 1' });
    const older = await desk.ask((tx) => listRolloutAudit(tx, { limit: 1, before: entries[4]?.id ?? '' }));
    expect(entries.map(({ id }) => id)).not.toContain(older.entries[0]?.id);
  });
});
