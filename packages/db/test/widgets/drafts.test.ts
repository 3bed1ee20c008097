import { beforeEach, describe, expect, it } from 'vitest';
import { discardDraft } from '../../src/queries/widgets/discard-draft.ts';
import { publishDraft } from '../../src/queries/widgets/publish-draft.ts';
import { saveWidget } from '../../src/queries/widgets/save-widget.ts';
import { setPublishMode } from '../../src/queries/widgets/set-publish-mode.ts';
import { setUpDraftDesk } from '../support/draft-desk.ts';
import { sure } from '../support/stored-widget.ts';
import { createUser } from '../support/tenant.ts';

const desk = setUpDraftDesk();

describe('a save of a widget that publishes later', () => {
  it('changes the draft alone: no version, no history, no word to visitors, and colleagues hear of it', async () => {
    const saved = await desk().save({ party: { max: 10 } });
    expect(saved).toMatchObject({
      status: 'saved',
      row: {
        version: 2,
        config: { party: { max: 8 } },
        publishMode: 'draft',
        draft: { baseVersion: 2, config: { party: { max: 10 }, rules: {} } },
        draftVersion: 2,
      },
    });
    expect(await desk().stored()).toMatchObject({ version: 2, historyCount: 2, config: { party: { max: 8 } } });
    expect(await desk().toldVisitors()).toHaveLength(1);
    const message = (await desk().toldStaff()).at(-1);
    expect(message).toEqual({
      event: 'widget_draft.changed',
      private: true,
      payload: {
        id: desk().widgetId,
        version: 2,
        draftVersion: 2,
        publishMode: 'draft',
        draft: saved.row.draft,
        changedBy: desk().tenant.editor.claims.sub,
        updatedAt: expect.any(String),
        committedAt: expect.any(String),
      },
    });
  });

  it('merges with what colleagues drafted meanwhile, by what it saw in the fields it changes', async () => {
    await desk().save({ party: { max: 10 } });
    await desk().save({ capacity: { seats: 50 } });
    const own = await desk().save({ party: { max: 11 } }, { seen: { party: { max: 10 } } });
    expect(own).toMatchObject({ status: 'saved', row: { draft: { config: { capacity: { seats: 50 } } } } });
    const other = await desk().save(
      { party: { max: 12 }, rules: { leadMinutes: 5 } },
      { seen: { party: { max: 10 }, rules: { leadMinutes: 60 } } },
    );
    expect(other).toMatchObject({
      status: 'conflict',
      conflicts: [{ path: ['party', 'max'], base: 10, mine: 12, theirs: 11 }],
      row: { draft: { config: { party: { max: 11 }, rules: { leadMinutes: 5 }, capacity: { seats: 50 } } } },
    });
  });

  it('that says nothing of what it saw counts as an edit of what is live', async () => {
    await desk().save({ party: { max: 10 } });
    expect(await desk().save({ party: { max: 12 } })).toMatchObject({
      status: 'conflict',
      conflicts: [{ path: ['party', 'max'], base: 8, mine: 12, theirs: 10 }],
    });
  });

  it('that takes the last edit back leaves no draft, and one that changes nothing leaves all as it is', async () => {
    const { row } = await desk().save({ party: { max: 10 } });
    expect((await desk().save({ party: { max: 10 } })).row).toEqual(row);
    expect((await desk().save({ party: { max: 8 } }, { seen: { party: { max: 10 } } })).row).toMatchObject({
      draft: null,
      draftVersion: 3,
    });
    expect((await desk().save({ party: { max: 8 } })).row).toMatchObject({ draft: null, draftVersion: 3 });
  });

  it('refuses a whole that became invalid, naming the field', async () => {
    const refused = await desk().run((tx) =>
      saveWidget(tx, { widgetId: desk().widgetId, baseVersion: 2, patch: { party: { min: 9, default: 9 } } }),
    );
    expect(refused).toMatchObject({
      ok: false,
      error: { code: 'invalid_input', fields: { 'party.max': expect.any(String) } },
    });
    expect(await desk().stored()).toMatchObject({ draft: null });
  });
});

describe('a draft that something went live past', () => {
  beforeEach(async () => {
    await desk().save({ party: { max: 10 } });
    await desk().goLive('{capacity,seats}', 44);
  });

  it('is carried over to what is live by the next save', async () => {
    const { row } = await desk().save({ rules: { leadMinutes: 5 } });
    expect(row.draft).toMatchObject({
      baseVersion: 3,
      config: { party: { max: 10 }, capacity: { seats: 44 }, rules: { leadMinutes: 5 } },
    });
  });

  it('stays on its base while it conflicts, and keeps its own value', async () => {
    await desk().goLive('{party,max}', 9);
    const { row, status } = await desk().save({ rules: { leadMinutes: 5 } });
    expect(status).toBe('saved');
    expect(row.draft).toMatchObject({
      baseVersion: 2,
      config: { party: { max: 10 }, capacity: { seats: 40 }, rules: { leadMinutes: 5 } },
    });
  });

  it('stays on its base while both together are not valid, and publishing says why', async () => {
    await desk().save({ party: { max: 4 } }, { seen: { party: { max: 10 } } });
    await desk().goLive('{party,default}', 6);
    const { row, status } = await desk().save({ rules: { leadMinutes: 5 } });
    expect(status).toBe('saved');
    expect(row.draft).toMatchObject({
      baseVersion: 3,
      config: { party: { max: 4, default: 2 }, rules: { leadMinutes: 5 } },
    });
    expect(await desk().tryToPublish(row.draftVersion)).toMatchObject({
      ok: false,
      error: { code: 'invalid_input', fields: { 'party.default': expect.any(String) } },
    });
    expect(await desk().stored()).toMatchObject({ version: 4, draft: { party: { max: 4 } } });
  });
});

describe('the publish mode', () => {
  it('says where the next save goes, and leaves a draft to be published or discarded', async () => {
    await desk().save({ party: { max: 10 } });
    const live = sure(await desk().run((tx) => setPublishMode(tx, { widgetId: desk().widgetId, publishMode: 'live' })));
    expect(live).toMatchObject({ publishMode: 'live', version: 2, draftVersion: 3, draft: { baseVersion: 2 } });
    expect(await desk().save({ capacity: { seats: 50 } })).toMatchObject({
      row: { version: 3, draft: { baseVersion: 2 } },
    });
    expect(await desk().publish(3)).toMatchObject({
      row: { version: 4, config: { party: { max: 10 }, capacity: { seats: 50 } } },
    });
  });

  it('is told to colleagues once', async () => {
    const before = await desk().toldStaff();
    await desk().run((tx) => setPublishMode(tx, { widgetId: desk().widgetId, publishMode: 'draft' }));
    expect(await desk().toldStaff()).toEqual(before);
    expect(before.at(-1)).toMatchObject({
      event: 'widget_draft.changed',
      payload: { publishMode: 'draft', draft: null, draftVersion: 1, version: 2 },
    });
  });
});

it('lets a viewer and a stranger do nothing of it', async () => {
  const { row } = await desk().save({ party: { max: 10 } });
  const stranger = await createUser(desk().ownerUrl);
  for (const [identity, code] of [
    [desk().tenant.viewer, 'forbidden'],
    [stranger, 'not_found'],
  ] as const) {
    const seen = { widgetId: desk().widgetId, draftVersion: row.draftVersion };
    const refusals = [
      await desk().database.as(identity, (tx) =>
        saveWidget(tx, { widgetId: desk().widgetId, baseVersion: 2, patch: { party: { max: 9 } } }),
      ),
      await desk().database.as(identity, (tx) => publishDraft(tx, seen)),
      await desk().database.as(identity, (tx) => discardDraft(tx, seen)),
      await desk().database.as(identity, (tx) =>
        setPublishMode(tx, { widgetId: desk().widgetId, publishMode: 'live' }),
      ),
    ];
    expect(refusals.map((refusal) => !refusal.ok && refusal.error.code)).toEqual([code, code, code, code]);
  }
  expect(await desk().stored()).toMatchObject({ version: 2, draftVersion: row.draftVersion, publishMode: 'draft' });
});
