import { discardOutcomeSchema, publishOutcomeSchema, saveOutcomeSchema, widgetRowSchema } from '@blunari/schema/api';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ApiUnderTest, ContractTenant } from './api-under-test.ts';
import { ask, outcome } from './scenario.ts';

/** Settings that wait to be published. */
export function draftScenarios(getApi: () => ApiUnderTest): void {
  describe('a draft', () => {
    let api: ApiUnderTest;
    let tenant: ContractTenant;
    let widgetId: string;
    beforeEach(async () => {
      api = getApi();
      tenant = await api.createTenant();
      widgetId = tenant.booking.id;
    });
    const publishLater = (publishMode: string) =>
      ask(api, tenant.members.editor, 'widgets.setPublishMode', { widgetId, publishMode }, widgetRowSchema);
    const save = (patch: object) =>
      ask(api, tenant.members.editor, 'widgets.save', { widgetId, baseVersion: 2, patch }, saveOutcomeSchema);
    const publish = (draftVersion: number, choices?: object) =>
      ask(
        api,
        tenant.members.editor,
        'widgets.publish',
        { widgetId, draftVersion, ...(choices && { choices }) },
        publishOutcomeSchema,
      );
    const discard = (draftVersion: number) =>
      ask(api, tenant.members.editor, 'widgets.discardDraft', { widgetId, draftVersion }, discardOutcomeSchema);
    const shownParty = async () => (await api.visit(`/w/${tenant.booking.key}/config`)).body;

    it('is saved, shown to staff alone, published as one version and gone', async () => {
      await publishLater('draft');
      const { row } = await save({ party: { max: 12 } });
      expect(row).toMatchObject({ version: 2, draft: { baseVersion: 2, config: { party: { max: 12 } } } });
      expect(await ask(api, tenant.members.viewer, 'widgets.get', { widgetId }, widgetRowSchema)).toEqual(row);
      expect(await shownParty()).toMatchObject({ version: 2, config: { party: { max: 8 } } });
      const published = await publish(row.draftVersion);
      expect(published).toMatchObject({ status: 'published', conflicts: [], row: { version: 3, draft: null } });
      expect(await shownParty()).toMatchObject({ version: 3, config: { party: { max: 12 } } });
    });

    it('that conflicts with what went live is published after a choice', async () => {
      await publishLater('draft');
      await save({ party: { max: 12 } });
      await publishLater('live');
      const { row } = await save({ party: { max: 10 } });
      expect(await publish(row.draftVersion)).toMatchObject({
        status: 'conflict',
        conflicts: [{ path: ['party', 'max'], base: 8, mine: 12, theirs: 10 }],
      });
      const choices = { baseVersion: row.version, patch: { party: { max: 11 } } };
      expect(await publish(row.draftVersion, choices)).toMatchObject({
        status: 'published',
        row: { version: 4, config: { party: { max: 11 } } },
      });
    });

    it('is discarded by whoever has seen it, and stays where it changed since', async () => {
      await publishLater('draft');
      const { row } = await save({ party: { max: 12 } });
      expect(await discard(row.draftVersion - 1)).toEqual({ status: 'changed', row });
      expect(await discard(row.draftVersion)).toMatchObject({ status: 'discarded', row: { version: 2, draft: null } });
    });

    it('is not published where there is none', async () => {
      const { members } = tenant;
      expect(await outcome(api, members.editor, 'widgets.publish', { widgetId, draftVersion: 0 })).toBe(
        'invalid_input',
      );
      expect(await publish(7)).toMatchObject({ status: 'changed' });
    });
  });
}
