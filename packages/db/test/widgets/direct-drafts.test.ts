import { describe, expect, it } from 'vitest';
import { bookingDefaults } from '@blunari/schema/config';
import { setPublishMode } from '../../src/queries/widgets/set-publish-mode.ts';
import { setUpDraftDesk } from '../support/draft-desk.ts';
import { query } from '../support/query.ts';

const desk = setUpDraftDesk();

/** An update by a tool of the restaurant with an editor's token, as PostgREST runs it; answers how many rows it changed. */
function update(assignments: string): Promise<number> {
  return desk().run((tx) =>
    tx.$executeRawUnsafe(`update public.widget_configurations set ${assignments} where id = '${desk().widgetId}'`),
  );
}

const ten = JSON.stringify({ ...bookingDefaults, party: { ...bookingDefaults.party, max: 10 } });

describe('a draft that a tool writes past the API', () => {
  it('makes no version, no history and no word to visitors, and colleagues hear of it', async () => {
    const toldVisitors = await desk().toldVisitors();
    expect(await update(`draft = '${ten}'`)).toBe(1);
    expect(await desk().stored()).toMatchObject({
      version: 2,
      historyCount: 2,
      config: { party: { max: 8 } },
      draft: { party: { max: 10 } },
      draftVersion: 2,
    });
    expect(await desk().toldVisitors()).toEqual(toldVisitors);
    expect((await desk().toldStaff()).at(-1)).toMatchObject({
      event: 'widget_draft.changed',
      payload: {
        version: 2,
        draftVersion: 2,
        draft: { baseVersion: 2, config: { party: { max: 10 } } },
        changedBy: desk().tenant.editor.claims.sub,
      },
    });
  });

  it('is based on what is live where the tool does not say, and can be published', async () => {
    await update(`draft = '${ten}'`);
    expect(await desk().stored()).toMatchObject({ draftBaseVersion: 2 });
    expect(await desk().publish(2)).toMatchObject({ status: 'published', row: { config: { party: { max: 10 } } } });
  });

  it('keeps its base when the tool writes on, and loses it when it is removed', async () => {
    await update(`draft = '${ten}'`);
    await desk().goLive('{capacity,seats}', 44);
    await update(`draft = jsonb_set(draft, '{party,max}', '11')`);
    expect(await desk().stored()).toMatchObject({ draftBaseVersion: 2, draft: { party: { max: 11 } } });
    await update(`draft = null`);
    expect(await desk().stored()).toMatchObject({ draft: null, draftBaseVersion: null, draftVersion: 4 });
    await update(`draft_base_version = 2`);
    expect(await desk().stored()).toMatchObject({ draftBaseVersion: null, draftVersion: 4 });
  });

  it.each([0, -1, 3, 99])('cannot be based on version %i, which never was', async (version) => {
    await expect(update(`draft = '${ten}', draft_base_version = ${version}`)).rejects.toThrow('WB006');
    expect(await desk().stored()).toMatchObject({ draft: null });
  });

  it.each([`'null'`, `'[]'`, `'"text"'`, `jsonb_build_object('a', repeat('x', 600000))`])(
    'cannot be %s',
    async (draft) => {
      await expect(update(`draft = ${draft}`)).rejects.toThrow('23514');
    },
  );

  it('cannot be counted by hand, not even by the owner of the tables', async () => {
    await expect(update('draft_version = 77')).rejects.toThrow('42501');
    await query(desk().ownerUrl, 'update public.widget_configurations set draft_version = 77 where id = $1', [
      desk().widgetId,
    ]);
    expect(await desk().stored()).toMatchObject({ draftVersion: 1 });
  });

  it('that is not valid never goes live by publishing', async () => {
    await update(`draft = '{"party":{"max":9}}'`);
    expect(await desk().tryToPublish(2)).toMatchObject({ ok: false, error: { code: 'invalid_input' } });
    expect(await desk().stored()).toMatchObject({ version: 2, config: bookingDefaults });
  });

  it('and settings that go live in the same statement are two things: a version of one, a word of each', async () => {
    const before = (await desk().toldStaff()).length;
    await update(`draft = '${ten}', config = jsonb_set(config, '{capacity,seats}', '44')`);
    expect(await desk().stored()).toMatchObject({ version: 3, historyCount: 3, draftBaseVersion: 2, draftVersion: 2 });
    const told = (await desk().toldStaff()).slice(before).map(({ event }) => event);
    expect(told.toSorted()).toEqual(['widget_config.changed', 'widget_draft.changed']);
  });

  it('is out of reach for a viewer', async () => {
    const { database, tenant, widgetId } = desk();
    const changed = await database.as(tenant.viewer, (tx) =>
      tx.widgetConfiguration.updateMany({ where: { id: widgetId }, data: { draft: {}, draftBaseVersion: 1 } }),
    );
    expect(changed.count).toBe(0);
    expect(await desk().stored()).toMatchObject({ draft: null, draftVersion: 1 });
  });
});

describe('a publish mode that a tool sets', () => {
  it('is told once and made no version of; an unknown one is refused', async () => {
    const before = await desk().toldStaff();
    await update(`publish_mode = 'live'`);
    await update(`publish_mode = 'live'`);
    const told = (await desk().toldStaff()).slice(before.length);
    expect(told.map(({ payload }) => payload)).toMatchObject([{ publishMode: 'live', draft: null, draftVersion: 2 }]);
    expect(await desk().stored()).toMatchObject({ version: 2, historyCount: 2 });
    await expect(update(`publish_mode = 'later'`)).rejects.toThrow('23514');
  });

  it('leaves settings written directly as live as they are in the other mode', async () => {
    await desk().run((tx) => setPublishMode(tx, { widgetId: desk().widgetId, publishMode: 'draft' }));
    await update(`config = jsonb_set(config, '{party,max}', '9')`);
    expect(await desk().stored()).toMatchObject({ version: 3, draft: null, config: { party: { max: 9 } } });
    expect((await desk().toldVisitors()).at(-1)).toMatchObject({ payload: { version: 3 } });
  });
});
