import {
  meSchema,
  migrationScriptSchema,
  readinessSchema,
  rolloutSchema,
  simulatedVisitsSchema,
  testRunSchema,
} from '@blunari/schema/api';
import { widgetTotalsSchema } from '@blunari/schema/insights';
import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { ApiUnderTest, ContractTenant } from './api-under-test.ts';
import { ask, outcome } from './scenario.ts';

/** The system test: whether the installation is ready, and restaurants of a test's own. */
export function testRunScenarios(getApi: () => ApiUnderTest): void {
  describe('the system test', () => {
    let api: ApiUnderTest;
    let tenant: ContractTenant;
    beforeEach(async () => {
      api = getApi();
      tenant = await api.createTenant();
    });

    it('tells admins that the installation is ready, and everybody its migration', async () => {
      const { admin, editor } = tenant.members;
      expect(await ask(api, admin, 'setup.readiness', undefined, readinessSchema)).toMatchObject({ state: 'ready' });
      expect(await outcome(api, editor, 'setup.readiness')).toBe('forbidden');
      const { sql } = await ask(api, editor, 'setup.migrationScript', undefined, migrationScriptSchema);
      expect(sql.length).toBeGreaterThan(10);
      expect(await outcome(api, null, 'setup.readiness')).toBe('not_signed_in');
    });

    it('makes restaurants of its own, lets visitors in there alone, and leaves nothing', async () => {
      const { admin, editor } = tenant.members;
      expect(await outcome(api, editor, 'testRuns.begin')).toBe('forbidden');
      const { tenantId, otherTenantId } = await ask(api, admin, 'testRuns.begin', undefined, testRunSchema);
      expect(await outcome(api, admin, 'widgets.list', { tenantId })).toBe('ok');
      expect(await outcome(api, admin, 'widgets.list', { tenantId: otherTenantId })).toBe('not_found');
      expect(await ask(api, admin, 'testRuns.keep', { tenantId }, z.boolean())).toBe(true);
      expect(await ask(api, editor, 'testRuns.keep', { tenantId }, z.boolean())).toBe(false);
      expect(await outcome(api, admin, 'testRuns.readConfig', { tenantId })).toBe('ok');
      const visits = { tenantId, views: 3, interactions: 2, conversions: 0 };
      const simulated = await ask(api, admin, 'testRuns.simulateVisits', visits, simulatedVisitsSchema);
      expect(simulated).toEqual({ eventCount: 5, bookedCount: 0, fullCount: 0 });
      const totals = await ask(api, admin, 'insights.today', { tenantId }, z.array(widgetTotalsSchema));
      expect(totals[0]).toMatchObject({ views: 3, interactions: 2, sessions: 5 });
      expect(await outcome(api, admin, 'testRuns.simulateVisits', { ...visits, tenantId: tenant.id })).toBe(
        'not_found',
      );
      expect(await outcome(api, admin, 'testRuns.end', { tenantId })).toBe('ok');
      expect(await outcome(api, admin, 'widgets.list', { tenantId })).toBe('not_found');
    });

    it('counts them nowhere, moves them nowhere and sends nobody there', async () => {
      const { admin } = tenant.members;
      const look = async () => {
        const me = await ask(api, admin, 'me.get', undefined, meSchema);
        const readiness = await ask(api, admin, 'setup.readiness', undefined, readinessSchema);
        const rollout = await ask(api, await api.createPlatformAdmin(), 'rollouts.get', undefined, rolloutSchema);
        return { places: me.tenants, readiness, tenants: rollout.tenants.all };
      };
      const before = await look();
      const { tenantId } = await ask(api, admin, 'testRuns.begin', undefined, testRunSchema);
      expect(await look()).toEqual(before);
      await outcome(api, admin, 'testRuns.end', { tenantId });
    });

    it('is for nobody who is an admin only in the restaurant of a test', async () => {
      const { admin, owner } = tenant.members;
      const { tenantId } = await ask(api, admin, 'testRuns.begin', undefined, testRunSchema);
      const demoted = { tenantId: tenant.id, userId: admin, role: 'viewer' };
      expect(await outcome(api, owner, 'members.setRole', demoted)).toBe('ok');
      expect(await outcome(api, admin, 'setup.readiness')).toBe('forbidden');
      expect(await outcome(api, admin, 'testRuns.begin')).toBe('forbidden');
      expect(await outcome(api, admin, 'testRuns.end', { tenantId })).toBe('ok');
    });

    it('ends one test without another of the same person, and lets nobody end those of others', async () => {
      const { admin, owner } = tenant.members;
      const begin = async () => (await ask(api, admin, 'testRuns.begin', undefined, testRunSchema)).tenantId;
      const [first, second] = [await begin(), await begin()];
      expect(await outcome(api, owner, 'testRuns.end', { tenantId: first })).toBe('ok');
      expect(await ask(api, admin, 'testRuns.keep', { tenantId: first }, z.boolean())).toBe(true);
      expect(await outcome(api, admin, 'testRuns.end', { tenantId: first })).toBe('ok');
      expect(await ask(api, admin, 'testRuns.keep', { tenantId: first }, z.boolean())).toBe(false);
      expect(await ask(api, admin, 'testRuns.keep', { tenantId: second }, z.boolean())).toBe(true);
      await outcome(api, admin, 'testRuns.end', { tenantId: second });
    });
  });
}
