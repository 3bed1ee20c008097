import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SaveOutcome } from '@blunari/schema/api';
import type { JsonObject } from '@blunari/schema/config/merge-patch';
import type { Result } from '@blunari/schema/result';
import type { Identity } from '../src/identity.ts';
import { createDatabase, type Database } from '../src/client.ts';
import { saveWidget } from '../src/queries/widgets/save-widget.ts';
import { createTestDatabase, type TestDatabase } from '../src/testing/postgres.ts';
import { query } from './support/query.ts';
import { createTenant, createUser, type TestTenant } from './support/tenant.ts';

let test: TestDatabase;
let database: Database;
let tenant: TestTenant;

beforeAll(async () => {
  test = await createTestDatabase();
  database = createDatabase({ url: test.urls.api, connectionWaitMs: 60_000 });
});

beforeEach(async () => {
  tenant = await createTenant(test.urls.owner);
});

afterAll(async () => {
  await database.close();
  await test.drop();
});

function save(
  patch: JsonObject,
  baseVersion: number,
  identity: Identity = tenant.editor,
): Promise<Result<SaveOutcome>> {
  return database.as(identity, (tx) => saveWidget(tx, { widgetId: tenant.booking.id, baseVersion, patch }));
}

describe('saveWidget', () => {
  it('saves a patch, bumps the version and records who changed what', async () => {
    const saved = await save({ party: { max: 10 } }, 2);
    expect(saved).toMatchObject({
      ok: true,
      value: { status: 'saved', row: { version: 3, config: { party: { max: 10 } } } },
    });
    const history = await query(
      test.urls.owner,
      `select version, patch, changed_by::text as "changedBy" from public.widget_config_versions where widget_id = $1 order by version`,
      [tenant.booking.id],
    );
    expect(history).toEqual([
      { version: 1, patch: {}, changedBy: null },
      { version: 2, patch: {}, changedBy: null },
      { version: 3, patch: { party: { max: 10 } }, changedBy: tenant.editor.claims.sub },
    ]);
  });

  it('makes no version of a save that changes nothing', async () => {
    expect(await save({ party: { max: 8 } }, 2)).toMatchObject({
      ok: true,
      value: { status: 'saved', row: { version: 2 } },
    });
  });

  it('merges edits of different fields made on the same version', async () => {
    await save({ party: { max: 10 } }, 2);
    const second = await save({ capacity: { seats: 50 } }, 2);
    expect(second).toMatchObject({
      ok: true,
      value: { status: 'saved', row: { version: 4, config: { party: { max: 10 }, capacity: { seats: 50 } } } },
    });
  });

  it('hands back both values where two changed one field, and saves the rest', async () => {
    await save({ party: { max: 10 } }, 2);
    const second = await save({ party: { max: 12 }, capacity: { seats: 50 } }, 2);
    expect(second).toMatchObject({
      ok: true,
      value: {
        status: 'conflict',
        conflicts: [{ path: ['party', 'max'], base: 8, mine: 12, theirs: 10 }],
        row: { config: { party: { max: 10 }, capacity: { seats: 50 } } },
      },
    });
  });

  it('loses none of 20 edits of different fields made at once', async () => {
    const turns = Array.from({ length: 20 }, (_, index) => String(index + 10));
    const saved = await Promise.all(turns.map((size) => save({ capacity: { turnMinutes: { [size]: 200 } } }, 2)));
    expect(saved.every((result) => result.ok && result.value.status === 'saved')).toBe(true);
    const [row] = await query(
      test.urls.owner,
      `select version, config #> '{capacity,turnMinutes}' as turns from public.widget_configurations where id = $1`,
      [tenant.booking.id],
    );
    expect(row?.['version']).toBe(22);
    expect(Object.keys(Object(row?.['turns']))).toEqual(expect.arrayContaining(turns));
  });

  it('finds the base of a first change that another editor won', async () => {
    const fresh = await createTenant(test.urls.owner);
    await query(test.urls.owner, 'delete from public.widget_config_versions where widget_id = $1', [fresh.booking.id]);
    const both = await Promise.all(
      [{ party: { max: 9 } }, { capacity: { seats: 41 } }].map((patch) =>
        database.as(fresh.editor, (tx) => saveWidget(tx, { widgetId: fresh.booking.id, baseVersion: 2, patch })),
      ),
    );
    expect(both.map((result) => result.ok && result.value.status)).toEqual(['saved', 'saved']);
  });

  it('refuses a whole that became invalid, naming the field', async () => {
    const saved = await save({ party: { min: 9, default: 9 } }, 2);
    expect(saved).toMatchObject({
      ok: false,
      error: { code: 'invalid_input', fields: { 'party.max': expect.any(String) } },
    });
  });

  it('tells a viewer "not yours to change" and a stranger "does not exist"', async () => {
    expect(await save({ party: { max: 9 } }, 2, tenant.viewer)).toMatchObject({
      ok: false,
      error: { code: 'forbidden' },
    });
    const stranger = await createUser(test.urls.owner);
    expect(await save({ party: { max: 9 } }, 2, stranger)).toMatchObject({ ok: false, error: { code: 'not_found' } });
  });

  it('refuses a base that never was', async () => {
    expect(await save({ party: { max: 9 } }, 99)).toMatchObject({ ok: false, error: { code: 'invalid_input' } });
  });
});
