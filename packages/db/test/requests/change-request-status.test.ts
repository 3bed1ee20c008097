import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { requestStatusSchema, type RequestRow } from '@blunari/schema/catering';
import { buildCateringConfig } from '@blunari/schema/testing';
import type { ChangeRequestStatus } from '@blunari/schema/api';
import { createDatabase, type Database } from '../../src/client.ts';
import { toAppError } from '../../src/errors.ts';
import { changeRequestStatus } from '../../src/queries/requests/change-request-status.ts';
import { createTestDatabase, type TestDatabase } from '../../src/testing/postgres.ts';
import { buildRequest } from '../support/inputs.ts';
import { messagesOn } from '../support/messages.ts';
import { query } from '../support/query.ts';
import { sure } from '../support/stored-widget.ts';
import { createTenant, type TestTenant } from '../support/tenant.ts';

let test: TestDatabase;
let database: Database;
let tenant: TestTenant;
let requestId: string;

beforeAll(async () => {
  test = await createTestDatabase();
  database = createDatabase({ url: test.urls.api });
});
beforeEach(async () => {
  tenant = await createTenant(test.urls.owner);
  await query(test.urls.owner, 'update public.widget_configurations set config = $2 where id = $1', [
    tenant.catering.id,
    JSON.stringify(buildCateringConfig()),
  ]);
  requestId = sure(await database.visitor.createRequest(tenant.catering.key, buildRequest())).id;
});
afterAll(async () => {
  await database.close();
  await test.drop();
});

type Status = ChangeRequestStatus['status'];

async function change(id: string, status: Status, by = tenant.editor): Promise<RequestRow | string> {
  try {
    return await database.as(by, (tx) => changeRequestStatus(tx, { requestId: id, status }));
  } catch (error) {
    return toAppError(error).code;
  }
}

describe('the status of a catering request', () => {
  it('is changed by an editor, and dashboards are told once', async () => {
    expect(await change(requestId, 'quoted')).toMatchObject({ id: requestId, status: 'quoted', version: 2 });
    expect(await change(requestId, 'quoted')).toMatchObject({ status: 'quoted', version: 2 });
    const messages = await messagesOn(test.urls.superuser, `tenant:${tenant.id}`);
    expect(messages.filter(({ event }) => event === 'catering_request.changed')).toHaveLength(1);
  });

  it('is no business of a viewer, nor of another restaurant', async () => {
    const other = await createTenant(test.urls.owner);
    expect(await change(requestId, 'declined', tenant.viewer)).toBe('forbidden');
    expect(await change(requestId, 'declined', other.owner)).toBe('not_found');
    expect(await change(randomUUID(), 'declined')).toBe('not_found');
    expect(
      await query(test.urls.owner, `select status from public.widget_catering_requests where id = $1`, [requestId]),
    ).toEqual([{ status: 'new' }]);
  });

  it.each([
    ['new', 'accepted declined expired quoted withdrawn'],
    ['quoted', 'accepted declined expired new withdrawn'],
    ['accepted', 'completed declined quoted withdrawn'],
    ['completed', 'accepted'],
    ['declined', 'new'],
    ['expired', 'new'],
    ['withdrawn', 'new'],
  ] as const)('goes from %s to %s alone', async (was, ways) => {
    const taken: string[] = [];
    for (const status of requestStatusSchema.options.filter((each) => each !== was).toSorted()) {
      await query(test.urls.owner, 'update public.widget_catering_requests set status = $2 where id = $1', [
        requestId,
        was,
      ]);
      const answer = await change(requestId, status);
      if (answer !== 'outside_rules') taken.push(status);
    }
    expect(taken.join(' ')).toBe(ways);
  });
});
