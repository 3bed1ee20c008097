import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { VersionComparison } from '@blunari/schema/api';
import { bookingDefaults } from '@blunari/schema/config';
import type { Result } from '@blunari/schema/result';
import { compareVersions } from '../../src/queries/widgets/compare-versions.ts';
import { restoreVersion } from '../../src/queries/widgets/restore-version.ts';
import { setPublishMode } from '../../src/queries/widgets/set-publish-mode.ts';
import { setUpDraftDesk } from '../support/draft-desk.ts';
import { query } from '../support/query.ts';
import { sure } from '../support/stored-widget.ts';
import { createTenant, createUser } from '../support/tenant.ts';

const desk = setUpDraftDesk();

const restore = (version: number) => desk().run((tx) => restoreVersion(tx, { widgetId: desk().widgetId, version }));

const compare = (from: number, to: number): Promise<Result<VersionComparison>> =>
  desk().run((tx) => compareVersions(tx, { widgetId: desk().widgetId, from, to }));

describe('restoring a version', () => {
  it('makes a new version with the old settings, told to all, and keeps what it replaces', async () => {
    await desk().goLive('{party,max}', 9);
    await desk().goLive('{party,max}', 10);
    const restored = sure(await restore(3));
    expect(restored).toMatchObject({ row: { version: 5, config: { party: { max: 9 } } }, problems: [] });
    expect(await desk().stored()).toMatchObject({ version: 5, historyCount: 5, config: { party: { max: 9 } } });
    expect((await desk().toldVisitors()).at(-1)).toMatchObject({
      payload: { version: 5, config: { party: { max: 9 } } },
    });
    const [entry] = await query(
      desk().ownerUrl,
      'select patch, changed_by::text as by from public.widget_config_versions where widget_id = $1 and version = 5',
      [desk().widgetId],
    );
    expect(entry).toEqual({ patch: { party: { max: 9 } }, by: desk().tenant.editor.claims.sub });
    expect(sure(await restore(4)).row).toMatchObject({ version: 6, config: { party: { max: 10 } } });
  });

  it('repairs sections that nobody can read, names them, and keeps the others', async () => {
    await desk().goLive('{rules,leadMinutes}', 5);
    await desk().goLive('{party}', { min: 9, max: 'many' });
    await desk().goLive('{unknown}', { a: 1 });
    await desk().goLive('{party}', { min: 1, max: 6, default: 2 });
    const { row, problems } = sure(await restore(5));
    expect(problems).toEqual([{ section: 'party', message: expect.any(String) }]);
    expect(row).toMatchObject({ version: 7, config: { ...bookingDefaults, rules: { leadMinutes: 5 } } });
    expect(Object.keys(Object(row.config))).not.toContain('unknown');
  });

  it('of what is live makes no version, also where no version was ever recorded', async () => {
    expect(sure(await restore(2)).row.version).toBe(2);
    await query(desk().ownerUrl, 'delete from public.widget_config_versions where widget_id = $1', [desk().widgetId]);
    expect(sure(await restore(2)).row.version).toBe(2);
  });

  it('leaves a draft, which is carried over or asked about like after any other save', async () => {
    await desk().goLive('{capacity,seats}', 44);
    await desk().save({ party: { max: 10 } }, { baseVersion: 3 });
    const { row } = sure(await restore(2));
    expect(row).toMatchObject({ version: 4, draft: { baseVersion: 3, config: { party: { max: 10 } } } });
    expect(await desk().publish(row.draftVersion)).toMatchObject({
      status: 'published',
      row: { config: { party: { max: 10 }, capacity: { seats: 40 } } },
    });
  });

  it('leaves a paused widget paused', async () => {
    await query(desk().ownerUrl, 'update public.widget_configurations set is_active = false where id = $1', [
      desk().widgetId,
    ]);
    await desk().goLive('{party,max}', 9);
    expect(sure(await restore(2)).row).toMatchObject({ isActive: false, config: { party: { max: 8 } } });
  });

  it('is refused for a version that never was, to a viewer and to a stranger', async () => {
    expect(await restore(99)).toMatchObject({ ok: false, error: { code: 'not_found' } });
    const { database, tenant, widgetId, ownerUrl } = desk();
    const stranger = await createUser(ownerUrl);
    for (const [identity, code] of [
      [tenant.viewer, 'forbidden'],
      [stranger, 'not_found'],
    ] as const) {
      const refused = await database.as(identity, (tx) => restoreVersion(tx, { widgetId, version: 1 }));
      expect(refused).toMatchObject({ ok: false, error: { code } });
    }
  });
});

describe('comparing two versions', () => {
  it('lists each field with what it was and what it is, in both directions', async () => {
    await desk().goLive('{party,max}', 9);
    await desk().goLive('{schedule,sittings,lunch}', { order: 1 });
    const dinner = bookingDefaults.schedule.sittings.dinner;
    await query(
      desk().ownerUrl,
      `update public.widget_configurations set config = config #- '{schedule,sittings,dinner}' where id = $1`,
      [desk().widgetId],
    );
    expect(sure(await compare(2, 5))).toEqual({
      from: 2,
      to: 5,
      changes: expect.arrayContaining([
        { path: ['party', 'max'], before: 8, after: 9 },
        { path: ['schedule', 'sittings', 'dinner'], before: dinner },
        { path: ['schedule', 'sittings', 'lunch'], after: { order: 1 } },
      ]),
    });
    expect(sure(await compare(2, 5)).changes).toHaveLength(3);
    expect(sure(await compare(3, 2)).changes).toEqual([{ path: ['party', 'max'], before: 9, after: 8 }]);
    expect(sure(await compare(4, 4)).changes).toEqual([]);
  });

  it('knows the version that is live, also where none was ever recorded', async () => {
    await query(desk().ownerUrl, 'delete from public.widget_config_versions where widget_id = $1', [desk().widgetId]);
    expect(sure(await compare(2, 2)).changes).toEqual([]);
    expect(await compare(1, 2)).toMatchObject({ ok: false, error: { code: 'not_found' } });
  });

  it('is for every member, and nobody else', async () => {
    const { database, tenant, widgetId, ownerUrl } = desk();
    const seen = { widgetId, from: 1, to: 2 };
    expect(await database.as(tenant.viewer, (tx) => compareVersions(tx, seen))).toMatchObject({ ok: true });
    const other = await createTenant(ownerUrl);
    const refused = await database.as(other.owner, (tx) => compareVersions(tx, seen));
    expect(refused).toMatchObject({ ok: false, error: { code: 'not_found' } });
  });

  it('finds nothing between a version and its restoring, whatever was live in between', async () => {
    await desk().run((tx) => setPublishMode(tx, { widgetId: desk().widgetId, publishMode: 'live' }));
    const party = fc.integer({ min: 8, max: 20 }).map((max) => ({ party: { max } }));
    const notice = fc.integer({ min: 0, max: 90 }).map((leadMinutes) => ({ rules: { leadMinutes } }));
    const patches = fc.array(fc.oneof(party, notice), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(patches, async (each) => {
        const { row: start } = sure(await restore(2));
        let version = start.version;
        for (const patch of each) ({ version } = (await desk().save(patch, { baseVersion: version })).row);
        const { row } = sure(await restore(start.version));
        expect(sure(await compare(start.version, row.version)).changes).toEqual([]);
        const apart = sure(await compare(start.version, version)).changes;
        const back = sure(await compare(version, row.version)).changes;
        expect(back.map(({ path, before, after }) => ({ path, before: after, after: before }))).toEqual(apart);
      }),
      { numRuns: 12 },
    );
  });
});
