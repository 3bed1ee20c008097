import { randomUUID } from 'node:crypto';
import {
  auditSchema,
  connectionReceiptSchema,
  connectionsSchema,
  courseSchema,
  failuresSchema,
  flagsOfTenantSchema,
  rolloutSchema,
  rolloutTenantsSchema,
  type Rollout,
} from '@blunari/schema/api';
import { flagChangedSchema } from '@blunari/schema/rollout';
import { tenantTopic } from '@blunari/schema/realtime';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ApiUnderTest, ContractTenant } from './api-under-test.ts';
import { ask, outcome } from './scenario.ts';

const patience = { timeout: 10_000, interval: 20 } as const;

/** The roll-out, restaurant by restaurant, and what it is judged by. It ends as it began: on for everybody. */
export function rolloutScenarios(getApi: () => ApiUnderTest): void {
  describe('the roll-out', () => {
    let api: ApiUnderTest;
    let staff: string;
    let tenants: readonly [ContractTenant, ContractTenant, ContractTenant];

    const take = (path: string, input: object, reason = 'A scenario'): Promise<Rollout> =>
      ask(api, staff, `rollouts.${path}`, { reason, ...input }, rolloutSchema);
    const refusal = (path: string, input: object): Promise<string> =>
      outcome(api, staff, `rollouts.${path}`, { reason: 'A scenario', ...input });
    const hasEditor = async ({ id, members }: ContractTenant): Promise<boolean | undefined> => {
      const { flags } = await ask(api, members.viewer, 'flags.mine', { tenantId: id }, flagsOfTenantSchema);
      return flags.find(({ key }) => key === 'widget_management_v2')?.isOn;
    };
    const countWithEditor = async (): Promise<number> =>
      (await Promise.all(tenants.map(hasEditor))).filter((isOn) => isOn === true).length;

    beforeAll(async () => {
      api = getApi();
      staff = await api.createPlatformAdmin();
      tenants = [await api.createTenant(), await api.createTenant(), await api.createTenant()];
    });
    beforeEach(async () => {
      await take('setStage', { stage: 'off' });
      for (const { id } of tenants) await take('moveTenant', { tenantId: id, to: 'rule' });
    });
    afterAll(() => take('setStage', { stage: 'on' }));

    it('goes from nobody to everybody, batch by batch, with the earlier form retired at last', async () => {
      const { tenants: before } = await ask(api, staff, 'rollouts.get', undefined, rolloutSchema);
      expect(before.moved).toBe(0);
      const batches = [{ target: { by: 'tenants', tenants: 1 } }, { target: { by: 'percent', percent: 100 } }];
      const planned = (await take('plan', { batches })).batches.filter(({ status }) => status === 'planned');
      const [first = 0, second = 0] = planned.map(({ batch }) => batch);
      expect(second).toBe(first + 1);
      const begun = await take('goOn', { batch: first });
      expect(begun).toMatchObject({ stage: 'percentage', currentBatch: first, tenants: { moved: 1 } });
      expect(await refusal('goOn', { batch: second + 1 })).toBe('outside_rules');
      await take('pause', { batch: first });
      expect(await refusal('pause', { batch: first })).toBe('outside_rules');
      expect((await take('goOn', { batch: second })).tenants.moved).toBe(before.all);
      expect(await countWithEditor()).toBe(3);
      const back = await take('back', { toBatch: first });
      expect(back.tenants.moved).toBe(1);
      expect(statusesOf(back, first)).toEqual(['paused', 'rolled_back']);
      expect(await refusal('retire', {})).toBe('outside_rules');
      await take('goOn', { batch: second });
      expect(await take('goOn', { batch: second + 1 })).toMatchObject({
        stage: 'on',
        percent: 100,
        currentBatch: null,
      });
      expect((await take('retire', {})).retiredAt).not.toBeNull();
      expect(await refusal('back', { toBatch: 0 })).toBe('outside_rules');
      expect((await take('bringBack', {})).retiredAt).toBeNull();
    });

    it('ends where somebody aborts it, with whoever is moved still moved', async () => {
      const batches = [25, 50, 100].map((percent) => ({ target: { by: 'percent', percent } }));
      const planned = (await take('plan', { batches })).batches.find(({ status }) => status === 'planned');
      const first = planned?.batch ?? 0;
      const begun = await take('goOn', { batch: first });
      const aborted = await take('abort', { batch: first });
      expect(statusesOf(aborted, first)).toEqual(['aborted']);
      expect(aborted).toMatchObject({ percent: 25, currentBatch: null, tenants: { moved: begun.tenants.moved } });
      expect(await refusal('plan', { batches: [{ target: { by: 'percent', percent: 25 } }] })).toBe('invalid_input');
    });

    it('puts in and takes out single restaurants, whatever the share says, and tells them', async () => {
      const [one, other] = tenants;
      const line = await api.follow(one.members.viewer, tenantTopic(one.id));
      const inByHand = await take('moveTenant', { tenantId: one.id, to: 'editor' }, 'They asked for it');
      expect(inByHand).toMatchObject({ stage: 'list', tenants: { moved: 1, putIn: 1, takenOut: 0 } });
      await vi.waitFor(() => {
        const news = line?.heard.filter(({ event }) => event === 'flags.changed').at(-1);
        expect(flagChangedSchema.parse(news?.payload)).toMatchObject({ id: one.id, isOn: true });
      }, patience);
      await line?.leave();
      await take('setStage', { stage: 'on' });
      await take('moveTenant', { tenantId: other.id, to: 'form' });
      expect([await hasEditor(one), await hasEditor(other)]).toEqual([true, false]);
      const byHand = { only: 'by-hand', limit: 200 };
      const listed = await ask(api, staff, 'rollouts.tenants', byHand, rolloutTenantsSchema);
      const decided = new Map(listed.tenants.map((tenant) => [tenant.id, tenant]));
      expect(decided.size).toBe(2);
      expect(decided.get(one.id)).toMatchObject({ byHand: 'editor', hasEditor: true, reason: 'They asked for it' });
      expect(decided.get(other.id)).toMatchObject({ byHand: 'form', hasEditor: false, reason: 'A scenario' });
      await take('setStage', { stage: 'off' });
      expect(await refusal('moveTenant', { tenantId: other.id, to: 'editor' })).toBe('outside_rules');
      expect(await countWithEditor()).toBe(0);
    });

    it('takes nobody out when the share is raised', async () => {
      let before: ReadonlySet<string> = new Set();
      for (const percent of [20, 45, 70, 100]) {
        await take('setStage', { stage: 'percentage', percent });
        const wanted = { only: 'moved', limit: 200 };
        const listed = await ask(api, staff, 'rollouts.tenants', wanted, rolloutTenantsSchema);
        const moved = new Set(listed.tenants.map(({ id }) => id));
        expect([...before].filter((id) => !moved.has(id))).toEqual([]);
        expect(listed.tenants.every(({ place }) => place < percent)).toBe(true);
        before = moved;
      }
      expect(await countWithEditor()).toBe(3);
    });

    it('keeps every change with its reason, newest first, page by page', async () => {
      const [{ id: tenantId }] = tenants;
      await take('setStage', { stage: 'percentage', percent: 30 }, 'A first third');
      await take('moveTenant', { tenantId, to: 'form' }, 'They are closing');
      expect(await refusal('setStage', { stage: 'on', reason: '  ' })).toBe('invalid_input');
      const page = await ask(api, staff, 'rollouts.audit', { limit: 1 }, auditSchema);
      expect(page.entries).toMatchObject([
        { what: 'Da Test taken out', reason: 'They are closing', tenant: { id: tenantId } },
      ]);
      expect(page.isLastPage).toBe(false);
      const before = page.entries[0]?.id;
      const { entries } = await ask(api, staff, 'rollouts.audit', { limit: 1, before }, auditSchema);
      expect(entries).toMatchObject([{ what: 'Off to 30 %', reason: 'A first third', tenant: null, batch: null }]);
      expect(entries[0]?.actorName).toContain('@example.com');
    });

    it('counts how saves and lines went, for platform staff to compare', async () => {
      const [{ id, members, booking }] = tenants;
      await take('setStage', { stage: 'on' });
      const save = { widgetId: booking.id, baseVersion: 2, patch: { appearance: { radius: 6 } }, component: 'form' };
      expect(await outcome(api, members.editor, 'widgets.save', save)).toBe('ok');
      const wrong = { ...save, baseVersion: 3, patch: { appearance: { radius: -1 } } };
      expect(await outcome(api, members.editor, 'widgets.save', wrong)).toBe('invalid_input');
      await vi.waitFor(async () => {
        const found = await ask(api, staff, 'rollouts.tenants', { limit: 200 }, rolloutTenantsSchema);
        expect(found.tenants.find((tenant) => tenant.id === id)).toMatchObject({ saves: 2, errors: 1 });
      }, patience);
      const { points } = await ask(api, staff, 'rollouts.course', { hours: 1, stepMinutes: 60 }, courseSchema);
      const formSaves = points.reduce((sum, { form }) => sum + form.saves, 0);
      expect(formSaves).toBe(2);
      const wanted = { hours: 1, component: 'form' };
      const { failures } = await ask(api, staff, 'rollouts.failures', wanted, failuresSchema);
      expect(failures).toMatchObject([{ component: 'form', saves: 1, tenants: [{ id }] }]);
    });

    it('counts a report of a line once, for the batch that the restaurant is in', async () => {
      const [{ id: tenantId, members }] = tenants;
      const line = { component: 'form', onlineMs: 1_800_000, drops: 2, recoveriesMs: [300, 900], hasPolled: true };
      const report = { id: randomUUID(), tenantId, ...line };
      const send = () => ask(api, members.viewer, 'flags.reportConnection', report, connectionReceiptSchema);
      expect([await send(), await send()]).toEqual([{ counted: true }, { counted: false }]);
      const { groups } = await ask(api, staff, 'rollouts.connections', { hours: 1 }, connectionsSchema);
      expect(groups.find(({ component }) => component === 'form')?.numbers).toEqual({
        reports: 1,
        hoursOnline: 0.5,
        dropsPerHundredHours: 400,
        recoverP50Ms: 300,
        recoverP95Ms: 900,
        polling: 1,
      });
    });
  });
}

/** Of a batch and those planned after it. */
const statusesOf = ({ batches }: Rollout, from: number): string[] =>
  batches.filter(({ batch }) => batch >= from).map(({ status }) => status);
