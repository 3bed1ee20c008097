import {
  historyEntrySchema,
  restoreOutcomeSchema,
  saveOutcomeSchema,
  versionComparisonSchema,
  widgetRowSchema,
} from '@blunari/schema/api';
import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { ApiUnderTest, ContractTenant } from './api-under-test.ts';
import { ask, outcome } from './scenario.ts';

/** Saving, history and earlier versions. */
export function savingScenarios(getApi: () => ApiUnderTest): void {
  describe('settings', () => {
    let api: ApiUnderTest;
    let tenant: ContractTenant;
    let widgetId: string;
    beforeEach(async () => {
      api = getApi();
      tenant = await api.createTenant();
      widgetId = tenant.booking.id;
    });
    const save = (patch: object, baseVersion = 2, userId = tenant.members.editor) =>
      ask(api, userId, 'widgets.save', { widgetId, baseVersion, patch }, saveOutcomeSchema);

    it('are listed, booking first, and read by everybody who works there', async () => {
      const input = { tenantId: tenant.id };
      const listed = await ask(api, tenant.members.viewer, 'widgets.list', input, z.array(widgetRowSchema));
      expect(listed.map(({ id, type, version, isActive }) => [id, type, version, isActive])).toEqual([
        [tenant.booking.id, 'booking', 2, true],
        [tenant.catering.id, 'catering', 2, true],
      ]);
      const one = await ask(api, tenant.members.viewer, 'widgets.get', { widgetId }, widgetRowSchema);
      expect(one).toEqual(listed[0]);
    });

    it('are saved; what two people changed apart is merged, and what both changed comes back with both values', async () => {
      expect(await save({ party: { max: 12 } })).toMatchObject({
        status: 'saved',
        row: { version: 3, config: { party: { max: 12 } } },
        conflicts: [],
      });
      expect(await save({ party: { max: 14 }, appearance: { radius: 3 } }, 2, tenant.members.admin)).toMatchObject({
        status: 'conflict',
        row: { version: 4, config: { party: { max: 12 }, appearance: { radius: 3 } } },
        conflicts: [{ path: ['party', 'max'], base: 8, mine: 14, theirs: 12 }],
      });
    });

    it('that are as they were make no version', async () => {
      expect(await save({ party: { max: 8 } })).toMatchObject({ status: 'saved', row: { version: 2 } });
    });

    it.each([
      ['a whole that is not valid', { party: { min: 20 } }, 2],
      ['a field that nobody knows', { party: { median: 4 } }, 2],
      ['a version that never was', { party: { max: 9 } }, 99],
      ['a patch that is no object', [1, 2], 2],
    ])('are refused with %s', async (_what, patch, baseVersion) => {
      const sent = { widgetId, baseVersion, patch };
      expect(await outcome(api, tenant.members.editor, 'widgets.save', sent)).toBe('invalid_input');
      const { version } = await ask(api, tenant.members.viewer, 'widgets.get', { widgetId }, widgetRowSchema);
      expect(version).toBe(2);
    });

    it('are remembered with who changed what', async () => {
      await save({ party: { max: 12 } });
      const input = { widgetId, limit: 1 };
      const history = await ask(api, tenant.members.viewer, 'widgets.history', input, z.array(historyEntrySchema));
      expect(history).toMatchObject([
        {
          version: 3,
          patch: { party: { max: 12 } },
          before: { party: { max: 8 } },
          isActive: true,
          wasActive: true,
          changedBy: tenant.members.editor,
          changedByName: 'Test editor',
        },
      ]);
    });

    it('of earlier versions are compared and restored as a new one', async () => {
      await save({ party: { max: 12 } });
      await save({ rules: { leadMinutes: 5 } }, 3);
      const compare = { widgetId, from: 2, to: 4 };
      const { members } = tenant;
      const compared = await ask(api, members.viewer, 'widgets.compareVersions', compare, versionComparisonSchema);
      expect(compared.changes).toEqual(
        expect.arrayContaining([
          { path: ['party', 'max'], before: 8, after: 12 },
          { path: ['rules', 'leadMinutes'], before: 60, after: 5 },
        ]),
      );
      const restore = { widgetId, version: 3 };
      const restored = await ask(api, members.editor, 'widgets.restoreVersion', restore, restoreOutcomeSchema);
      expect(restored).toMatchObject({
        problems: [],
        row: { version: 5, config: { party: { max: 12 }, rules: { leadMinutes: 60 } } },
      });
      expect(await outcome(api, members.editor, 'widgets.restoreVersion', { widgetId, version: 99 })).toBe('not_found');
      expect(await outcome(api, members.viewer, 'widgets.compareVersions', { widgetId, from: 1, to: 99 })).toBe(
        'not_found',
      );
    });

    it('that changed since an instant are told, and only those', async () => {
      // In memory the other widget may have been made within the same millisecond as this save.
      await new Promise((resolve) => setTimeout(resolve, 5));
      const { row } = await save({ rules: { leadMinutes: 5 } });
      const input = { tenantId: tenant.id, since: row.updatedAt };
      const changed = await ask(api, tenant.members.viewer, 'widgets.changedSince', input, z.array(widgetRowSchema));
      expect(changed).toEqual([row]);
    });

    it('are put live and paused by admins', async () => {
      const pause = { widgetId, isActive: false };
      expect(await outcome(api, tenant.members.editor, 'widgets.setActive', pause)).toBe('forbidden');
      const paused = await ask(api, tenant.members.admin, 'widgets.setActive', pause, widgetRowSchema);
      expect(paused).toMatchObject({ isActive: false, version: 3 });
      expect(await ask(api, tenant.members.admin, 'widgets.setActive', pause, widgetRowSchema)).toEqual(paused);
    });
  });
}
