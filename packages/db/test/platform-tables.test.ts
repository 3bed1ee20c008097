import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Client, escapeIdentifier, escapeLiteral } from 'pg';
import { z } from 'zod';
import type { Identity } from '../src/identity.ts';
import { createTestDatabase, type TestDatabase } from '../src/testing/postgres.ts';
import { query } from './support/query.ts';
import { createTenant, createUser, type TestTenant } from './support/tenant.ts';

let test: TestDatabase;
let client: Client;
let mine: TestTenant;
let other: TestTenant;
let platformAdmin: Identity;

beforeAll(async () => {
  test = await createTestDatabase();
  mine = await createTenant(test.urls.owner);
  other = await createTenant(test.urls.owner);
  const staff = await createUser(test.urls.owner);
  platformAdmin = { ...staff, claims: { ...staff.claims, app_metadata: { platform_admin: true } } };
  await query(
    test.urls.owner,
    `insert into public.widget_feature_flags (key, stage, rollout_percent) values
       ('waitlist', 'percentage', 0), ('quotes', 'percentage', 100), ('menus', 'percentage', 30);
     insert into public.widget_feature_flag_overrides values ('${mine.id}', 'waitlist', true, 'Asked for it');
     insert into public.widget_rollouts (flag_key, batch, percent) values ('waitlist', 1, 5)`,
  );
  client = new Client({ connectionString: test.urls.api });
  await client.connect();
});

afterAll(async () => {
  await client.end();
  await test.drop();
});

/** What the last statement answers in somebody's name, all rolled back; `refused` where they lack the right. */
async function attempt(identity: Identity, ...statements: readonly string[]): Promise<unknown[] | number | 'refused'> {
  await client.query(`begin; set local role ${escapeIdentifier(identity.role)};
    select set_config('request.jwt.claims', ${escapeLiteral(JSON.stringify(identity.claims))}, true)`);
  try {
    let answer: unknown[] | number = 0;
    for (const sql of statements) {
      const { command, rows, rowCount } = await client.query(sql);
      answer = command === 'SELECT' ? rows : (rowCount ?? 0);
    }
    return answer;
  } catch (error) {
    if (z.object({ code: z.literal('42501') }).safeParse(error).success) return 'refused';
    throw error;
  } finally {
    await client.query('rollback');
  }
}

const override = (): string =>
  `insert into public.widget_feature_flag_overrides (tenant_id, flag_key, is_on, reason)
   values ('${other.id}', 'quotes', false, 'Too early for them')`;

const changes = (): readonly string[] => [
  `insert into public.widget_feature_flags (key) values ('new')`,
  `update public.widget_feature_flags set rollout_percent = 50 where key = 'waitlist'`,
  `delete from public.widget_feature_flags where key = 'quotes'`,
  override(),
  `update public.widget_feature_flag_overrides set is_on = false where flag_key = 'waitlist'`,
  `delete from public.widget_feature_flag_overrides where flag_key = 'waitlist'`,
  `insert into public.widget_rollouts (flag_key, batch, percent) values ('quotes', 1, 10)`,
  `update public.widget_rollouts set status = 'running' where batch = 1`,
  `delete from public.widget_rollouts where batch = 1`,
  `insert into public.widget_audit (action, subject) values ('forged', 'x')`,
  `update public.widget_audit set actor = null`,
  `delete from public.widget_audit`,
];

describe('the platform tables', () => {
  it.each(['widget_feature_flags', 'widget_feature_flag_overrides', 'widget_rollouts', 'widget_audit'])(
    '%s is read by platform staff alone',
    async (table) => {
      const select = `select from public.${table}`;
      expect(await attempt(platformAdmin, select)).not.toHaveLength(0);
      expect(await attempt({ role: 'anon', claims: {} }, select)).toBe('refused');
      const forged = { sub: mine.owner.claims.sub, platform_admin: true, user_metadata: { platform_admin: true } };
      for (const identity of [mine.owner, other.viewer, { ...mine.owner, claims: forged }]) {
        expect(await attempt(identity, select)).toEqual([]);
      }
    },
  );

  it('are written by nobody: functions do it, which ask for a reason', async () => {
    for (const sql of changes()) {
      for (const identity of [platformAdmin, mine.owner]) {
        expect({ sql, answer: await attempt(identity, sql) }).toEqual({ sql, answer: 'refused' });
      }
    }
  });

  it('keep who changed what and why', async () => {
    const answer = await attempt(
      platformAdmin,
      `select widget_private.rollout_decide('quotes', '${other.id}', false, 'Too early for them')`,
      `select tenant_id, actor, action, subject, reason, before, after ->> 'is_on' as is_on
       from public.widget_audit where action like '%overrides%' order by done_at desc limit 1`,
    );
    expect(answer).toEqual([
      {
        tenant_id: other.id,
        actor: platformAdmin.claims.sub,
        action: 'widget_feature_flag_overrides.insert',
        subject: `quotes ${other.id}`,
        reason: 'Too early for them',
        before: null,
        is_on: 'false',
      },
    ]);
  });

  it('show platform staff nothing of what restaurants do with their own people', async () => {
    await query(
      test.urls.owner,
      `insert into public.widget_audit (tenant_id, action, subject) values ('${mine.id}', 'member.changed', 'x')`,
    );
    const seen = await attempt(
      platformAdmin,
      `select distinct action from public.widget_audit where action not like 'widget%'`,
    );
    expect(seen).toEqual([]);
  });

  it('let a tenant with exceptions go, and keep the audit of it', async () => {
    const gone = await createTenant(test.urls.owner);
    await query(
      test.urls.owner,
      `insert into public.widget_feature_flag_overrides values ('${gone.id}', 'menus', true, 'Pilot');
       delete from public.tenants where id = '${gone.id}'`,
    );
    const kept = await query(
      test.urls.owner,
      `select action, tenant_id from public.widget_audit where subject like 'menus %' order by done_at`,
    );
    expect(kept).toEqual([
      { action: 'widget_feature_flag_overrides.insert', tenant_id: null },
      { action: 'widget_feature_flag_overrides.delete', tenant_id: null },
    ]);
  });
});

const ask = (tenantId: string): string =>
  `select key, is_on from widget_private.my_features('${tenantId}') where key in ('quotes', 'waitlist') order by key`;

describe('my_features', () => {
  it('tells members what their restaurant has, an exception before the share', async () => {
    expect(await attempt(mine.viewer, ask(mine.id))).toEqual([
      { key: 'quotes', is_on: true },
      { key: 'waitlist', is_on: true },
    ]);
    expect(await attempt(other.viewer, ask(other.id))).toEqual([
      { key: 'quotes', is_on: true },
      { key: 'waitlist', is_on: false },
    ]);
  });

  it('tells nobody about another restaurant', async () => {
    expect(await attempt(mine.owner, ask(other.id))).toEqual([]);
    expect(await attempt({ role: 'anon', claims: {} }, ask(mine.id))).toBe('refused');
  });
});

describe('a quote', () => {
  it('changes while it is a draft and only its status after it was sent', async () => {
    const insert = `insert into public.widget_catering_requests
        (tenant_id, reference, event_at, guests, package_id, package_name, contact_name, quantity, subtotal_minor,
         service_minor, net_minor, tax_minor, total_minor, currency)
      values ('${mine.id}', 'CDF-GHJ', now(), 10, 'p', 'P', 'Ada', 10, 100, 0, 100, 20, 120, 'EUR');
      insert into public.widget_catering_quotes
        (request_id, version, tenant_id, subtotal_minor, service_minor, net_minor, tax_minor, total_minor, currency)
      select id, 1, tenant_id, 100, 0, 100, 20, 120, 'EUR' from public.widget_catering_requests`;
    await query(test.urls.owner, insert);
    await query(test.urls.owner, `update public.widget_catering_quotes set message = 'Dear Ada'`);
    await query(test.urls.owner, `update public.widget_catering_quotes set status = 'sent', sent_at = now()`);
    await query(test.urls.owner, `update public.widget_catering_quotes set status = 'accepted'`);
    await expect(query(test.urls.owner, `update public.widget_catering_quotes set total_minor = 1`)).rejects.toThrow(
      'Make a new version',
    );
  });
});
