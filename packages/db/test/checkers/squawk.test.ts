import { describe, expect, it } from 'vitest';
import { readMigrationFiles } from '../../src/migrate/migration-files.ts';
import { hasTool } from '../support/optional-tools.ts';
import { review, type Exception } from './support/findings.ts';
import { runSquawk } from './support/squawk.ts';

/** Of the first release; what comes later meets tables in use, and sets both limits. */
const firstRelease = /^202611(?:24|25)\d{6}_/;

const noLimit =
  'A first release makes what it locks. What touches tables of the product, or Realtime, does so in a DO block with a ' +
  'lock_timeout of 100 ms and tries again, and test/locks.test.ts holds it to that; the back-fill of a large product ' +
  'takes as long as it takes, and waits for nobody.';

const exceptions: readonly Exception[] = [
  { rule: 'require-lock-timeout', subject: firstRelease, reason: noLimit },
  { rule: 'require-statement-timeout', subject: firstRelease, reason: noLimit },
  {
    rule: 'prefer-bigint-over-int',
    subject:
      /: (?:party_size|duration_minutes|buffer_minutes|flex_minutes|guests|arrivals|capacity|over|covers|quantity|by_tenants|goes_on_after_minutes|online_ms|drops|recoveries_ms) integer/,
    reason: 'A CHECK, or a sum of such numbers within a quarter hour of one restaurant, bounds it far below 2^31.',
  },
  {
    rule: 'prefer-bigint-over-int',
    subject: /: (?:version|draft_base_version|draft_version|batch) integer/,
    reason: 'Goes up by one with each save of one row by a person.',
  },
  {
    rule: 'prefer-bigint-over-int',
    subject: /: (?:(?:views|interactions|conversions)(?:_\d\d)?|sessions|converted_sessions) integer /,
    reason: 'Counts the visits of one widget within an hour or a day; sums over time are bigint.',
  },
  {
    rule: 'prefer-bigint-over-int',
    subject: /: (?:saves|errors) integer /,
    reason: 'Counts the saves of one restaurant within a minute; sums over time are bigint.',
  },
];

describe.skipIf(!hasTool('squawk'))('squawk', () => {
  it('finds nothing in the migrations', async () => {
    const files = await readMigrationFiles();
    const findings = await Promise.all(files.map(runSquawk));
    expect(review(findings.flat(), exceptions)).toEqual([]);
  });

  it.each([
    ['require-lock-timeout', 'alter table public.widget_bookings add column note text;'],
    ['adding-required-field', 'alter table public.widget_bookings add column note text not null;'],
    ['require-concurrent-index-creation', 'create index notes on public.widget_bookings (note);'],
    ['prefer-timestamp-tz', 'create table if not exists public.notes (id uuid primary key, at timestamp);'],
    ['prefer-bigint-over-int', 'create table if not exists public.notes (id integer primary key);'],
    ['transaction-nesting', 'commit;'],
    [
      'prefer-robust-stmts',
      'begin;\ncreate table public.notes (id uuid primary key);\nalter table public.notes add column at date;\ncommit;\ncreate table public.more (id uuid primary key);',
    ],
  ])('finds a planted fault: %s', async (rule, sql) => {
    const file = { fileName: '20270101000000_later.sql', version: '20270101000000', name: 'later', sql };
    const findings = await runSquawk(file);
    expect(findings.map((finding) => finding.rule)).toContain(rule);
    expect(review(findings, exceptions).join('\n')).toContain(rule);
  });
});
