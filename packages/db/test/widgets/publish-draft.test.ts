import { describe, expect, it } from 'vitest';
import { discardDraft } from '../../src/queries/widgets/discard-draft.ts';
import { setUpDraftDesk } from '../support/draft-desk.ts';
import { query } from '../support/query.ts';

const desk = setUpDraftDesk();

const discard = (draftVersion: number) =>
  desk().run((tx) => discardDraft(tx, { widgetId: desk().widgetId, draftVersion }));

describe('publishing', () => {
  it('makes the draft live as one save, with what went live since merged in', async () => {
    await desk().save({ party: { max: 10 } });
    await desk().save({ capacity: { seats: 50 } });
    await desk().goLive('{rules,leadMinutes}', 5);
    const outcome = await desk().publish(3);
    const config = { party: { max: 10 }, capacity: { seats: 50 }, rules: { leadMinutes: 5 } };
    expect(outcome).toMatchObject({
      status: 'published',
      conflicts: [],
      row: { version: 4, config, draft: null, publishMode: 'draft', draftVersion: 4 },
    });
    expect(await desk().stored()).toMatchObject({
      version: 4,
      historyCount: 4,
      config,
      draft: null,
      draftBaseVersion: null,
    });
    const visitors = (await desk().toldVisitors()).at(-1);
    expect(visitors?.payload).toMatchObject({ version: 4, config: { party: { max: 10 } } });
    const staff = (await desk().toldStaff()).slice(-2);
    expect(staff.map(({ event }) => event).toSorted()).toEqual(['widget_config.changed', 'widget_draft.changed']);
    const [entry] = await query(
      desk().ownerUrl,
      'select patch, changed_by::text as by from public.widget_config_versions where widget_id = $1 and version = 4',
      [desk().widgetId],
    );
    expect(entry).toEqual({
      patch: { party: { max: 10 }, capacity: { seats: 50 } },
      by: desk().tenant.editor.claims.sub,
    });
  });

  it('puts nothing live while a field conflicts, and then what was chosen', async () => {
    await desk().save({ party: { max: 10 }, capacity: { seats: 50 } });
    await desk().goLive('{party,max}', 9);
    const asked = await desk().publish(2);
    expect(asked).toMatchObject({
      status: 'conflict',
      conflicts: [{ path: ['party', 'max'], base: 8, mine: 10, theirs: 9 }],
      row: { version: 3, config: { party: { max: 9 }, capacity: { seats: 40 } }, draft: { baseVersion: 2 } },
    });
    const chosen = await desk().publish(2, { baseVersion: 3, patch: { party: { max: 10 } } });
    expect(chosen).toMatchObject({
      status: 'published',
      row: { version: 4, config: { party: { max: 10 }, capacity: { seats: 50 } }, draft: null },
    });
  });

  it('asks once more about a field that changed again after it was chosen', async () => {
    await desk().save({ party: { max: 10 } });
    await desk().goLive('{party,max}', 9);
    await desk().goLive('{party,max}', 12);
    const outcome = await desk().publish(2, { baseVersion: 3, patch: { party: { max: 10 } } });
    expect(outcome).toMatchObject({
      status: 'conflict',
      conflicts: [{ path: ['party', 'max'], base: 9, mine: 10, theirs: 12 }],
      row: { version: 4 },
    });
  });

  it('asks about every conflict that no choice was made for', async () => {
    await desk().save({ party: { max: 10 }, rules: { leadMinutes: 5 } });
    await desk().goLive('{party,max}', 9);
    await desk().goLive('{rules,leadMinutes}', 30);
    const outcome = await desk().publish(2, { baseVersion: 4, patch: { party: { max: 10 } } });
    expect(outcome.conflicts).toEqual([{ path: ['rules', 'leadMinutes'], base: 60, mine: 5, theirs: 30 }]);
  });

  it('leaves a draft that a colleague changed meanwhile, and one that is published already', async () => {
    await desk().save({ party: { max: 10 } });
    await desk().save({ capacity: { seats: 50 } });
    expect(await desk().publish(2)).toMatchObject({
      status: 'changed',
      row: { version: 2, draftVersion: 3, draft: { config: { capacity: { seats: 50 } } } },
    });
    await desk().publish(3);
    expect(await desk().publish(3)).toMatchObject({ status: 'changed', row: { version: 3, draft: null } });
  });

  it('happens once when two people do it at the same time', async () => {
    await desk().save({ party: { max: 10 } });
    const outcomes = await Promise.all([desk().publish(2), desk().publish(2)]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['changed', 'published']);
    expect(await desk().stored()).toMatchObject({ version: 3, historyCount: 3 });
  });

  it('refuses without a draft, and a choice made against a version that never was', async () => {
    expect(await desk().tryToPublish(1)).toMatchObject({ ok: false, error: { code: 'invalid_input' } });
    await desk().save({ party: { max: 10 } });
    const unknown = await desk().tryToPublish(2, { baseVersion: 99, patch: {} });
    expect(unknown).toMatchObject({ ok: false, error: { code: 'invalid_input' } });
    expect(await desk().stored()).toMatchObject({ version: 2, draft: { party: { max: 10 } } });
  });
});

describe('discarding', () => {
  it('throws away the draft that was seen and nothing that is live', async () => {
    await desk().save({ party: { max: 10 } });
    expect(await discard(2)).toMatchObject({
      ok: true,
      value: { status: 'discarded', row: { version: 2, draft: null } },
    });
    expect(await desk().stored()).toMatchObject({ version: 2, historyCount: 2, draft: null, draftBaseVersion: null });
    const message = (await desk().toldStaff()).at(-1);
    expect(message?.payload).toMatchObject({ draft: null, draftVersion: 3 });
  });

  it('leaves a draft that a colleague changed meanwhile', async () => {
    await desk().save({ party: { max: 10 } });
    await desk().save({ capacity: { seats: 50 } });
    expect(await discard(2)).toMatchObject({ ok: true, value: { status: 'changed', row: { draftVersion: 3 } } });
    expect(await desk().stored()).toMatchObject({ draft: { party: { max: 10 }, capacity: { seats: 50 } } });
  });
});
