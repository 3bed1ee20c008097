import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SaveOutcome } from '@blunari/schema/api';
import type { JsonObject } from '@blunari/schema/config/merge-patch';
import { createDatabase, type Database } from '../../src/client.ts';
import { publishDraft } from '../../src/queries/widgets/publish-draft.ts';
import { saveWidget } from '../../src/queries/widgets/save-widget.ts';
import { setPublishMode } from '../../src/queries/widgets/set-publish-mode.ts';
import { createTestDatabase, type TestDatabase } from '../../src/testing/postgres.ts';
import { buildEvent, visit } from '../support/inputs.ts';
import { storedWidget, sure } from '../support/stored-widget.ts';
import { query } from '../support/query.ts';
import { createTenant, type TestTenant } from '../support/tenant.ts';

/** As many as the pool has connections, so that all wait for the one row at the same time. */
const writerCount = 50;
/** Party sizes 1 to 50 are fields of their own, and the defaults name four of them. */
const sizes = Array.from({ length: writerCount }, (_, index) => String(index + 1));

let test: TestDatabase;
let database: Database;
let tenant: TestTenant;

beforeAll(async () => {
  test = await createTestDatabase();
  database = createDatabase({ url: test.urls.api, poolSize: writerCount, connectionWaitMs: 60_000 });
});

beforeEach(async () => {
  tenant = await createTenant(test.urls.owner);
});

afterAll(async () => {
  await database.close();
  await test.drop();
});

async function save(
  patch: JsonObject,
  on: { readonly baseVersion?: number; readonly seen?: JsonObject } = {},
): Promise<SaveOutcome> {
  const edits = { widgetId: tenant.booking.id, baseVersion: 2, patch, ...on };
  return sure(await database.as(tenant.editor, (tx) => saveWidget(tx, edits)));
}

const turnOf = (size: string): JsonObject => ({ capacity: { turnMinutes: { [size]: 200 + Number(size) } } });
const allTurns = { capacity: { turnMinutes: Object.fromEntries(sizes.map((size) => [size, 200 + Number(size)])) } };

/** Notice in minutes, as each writer wants it; it was 60. */
const wanted = sizes.map((size) => 1000 + Number(size));
const noticeOf = (minutes: number): JsonObject => ({ rules: { leadMinutes: minutes } });

/** One of the writers won: what they wrote. All others were told of it beside what they wanted themselves. */
function winnerOf(outcomes: readonly SaveOutcome[], mine: readonly number[], base: number): number {
  const winners = mine.filter((_, index) => outcomes[index]?.status === 'saved');
  expect(winners).toHaveLength(1);
  const [theirs = 0] = winners;
  const conflicts = outcomes.flatMap((outcome) => outcome.conflicts);
  expect(conflicts).toEqual(
    mine
      .filter((minutes) => minutes !== theirs)
      .map((minutes) => ({ path: ['rules', 'leadMinutes'], base, mine: minutes, theirs })),
  );
  return theirs;
}

it('keeps no visit waiting while it is not yet committed', async () => {
  const recorded = await database.as(tenant.editor, async (tx) => {
    sure(await saveWidget(tx, { widgetId: tenant.booking.id, baseVersion: 2, patch: noticeOf(5) }));
    return database.visitor.recordEvents(tenant.booking.key, { events: [buildEvent()], visit });
  });
  expect(recorded).toMatchObject({ ok: true });
  expect(
    await query(test.urls.owner, 'select from public.widget_analytics where tenant_id = $1', [tenant.id]),
  ).toHaveLength(1);
});

describe('50 writers at once', () => {
  it('lose nothing on 50 fields, and leave a version of each', async () => {
    const outcomes = await Promise.all(sizes.map((size) => save(turnOf(size))));
    expect(outcomes.map(({ status }) => status)).toEqual(sizes.map(() => 'saved'));
    const stored = await storedWidget(test.urls.owner, tenant.booking.id);
    expect(stored).toMatchObject({ version: 2 + writerCount, historyCount: 2 + writerCount, config: allTurns });
    expect(new Set(outcomes.map(({ row }) => row.version)).size).toBe(writerCount);
  });

  it('on one field: one wins each round, and every other gets a typed conflict with both values', async () => {
    const first = await Promise.all(wanted.map((minutes) => save(noticeOf(minutes))));
    const theirs = winnerOf(first, wanted, 60);
    const losers = wanted.filter((minutes) => minutes !== theirs);
    const second = await Promise.all(losers.map((minutes) => save(noticeOf(minutes), { baseVersion: 3 })));
    const last = winnerOf(second, losers, theirs);
    expect(await storedWidget(test.urls.owner, tenant.booking.id)).toMatchObject({
      version: 4,
      historyCount: 4,
      config: { rules: { leadMinutes: last } },
    });
  });

  it('find their base on a widget that was never changed', async () => {
    await query(test.urls.owner, 'delete from public.widget_config_versions where widget_id = $1', [tenant.booking.id]);
    const outcomes = await Promise.all(sizes.map((size) => save(turnOf(size))));
    expect(outcomes.map(({ status }) => status)).toEqual(sizes.map(() => 'saved'));
    expect(await storedWidget(test.urls.owner, tenant.booking.id)).toMatchObject({ config: allTurns });
  });
});

describe('50 writers of a draft at once', () => {
  beforeEach(async () => {
    await database.as(tenant.editor, (tx) => setPublishMode(tx, { widgetId: tenant.booking.id, publishMode: 'draft' }));
  });

  it('lose nothing on 50 fields, make no version, and all of it is published as one', async () => {
    const outcomes = await Promise.all(sizes.map((size) => save(turnOf(size))));
    expect(outcomes.map(({ status }) => status)).toEqual(sizes.map(() => 'saved'));
    const stored = await storedWidget(test.urls.owner, tenant.booking.id);
    expect(stored).toMatchObject({ version: 2, historyCount: 2, draftVersion: 1 + writerCount, draft: allTurns });
    const published = await database.as(tenant.editor, (tx) =>
      publishDraft(tx, { widgetId: tenant.booking.id, draftVersion: 1 + writerCount }),
    );
    expect(published).toMatchObject({
      ok: true,
      value: { status: 'published', row: { version: 3, config: allTurns } },
    });
  });

  it('on one field: one wins each round, and every other gets a typed conflict with both values', async () => {
    const first = await Promise.all(wanted.map((minutes) => save(noticeOf(minutes), { seen: noticeOf(60) })));
    const theirs = winnerOf(first, wanted, 60);
    const losers = wanted.filter((minutes) => minutes !== theirs);
    const second = await Promise.all(losers.map((minutes) => save(noticeOf(minutes), { seen: noticeOf(theirs) })));
    const last = winnerOf(second, losers, theirs);
    expect(await storedWidget(test.urls.owner, tenant.booking.id)).toMatchObject({
      version: 2,
      historyCount: 2,
      draftVersion: 3,
      draft: { rules: { leadMinutes: last } },
    });
  });
});
