import { migrationScriptSchema, readinessSchema, simulatedVisitsSchema, testRunSchema } from '@blunari/schema/api';
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
      expect(await outcome(api, admin, 'testRuns.end')).toBe('ok');
      expect(await outcome(api, admin, 'widgets.list', { tenantId })).toBe('not_found');
    });
  });
}
