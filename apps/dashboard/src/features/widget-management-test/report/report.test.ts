import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allChecks } from '../checks/all-checks.ts';
import type { Outcome } from '../checks/check.ts';
import { formatGrowth, formatMs, formatOffset } from '../format.ts';
import { keepReport, readReports } from './report-history.ts';
import { type Report, reportOf, reportSchema } from './report.ts';
import { toJson, toMarkdown } from './to-markdown.ts';

const circumstances = {
  at: '2026-11-28T09:00:00.000Z',
  source: 'real',
  address: 'http://localhost:8080',
  browser: 'Chromium 153',
  serverVersion: '17.2',
  lastMigration: '20261125091000_verify',
  clockErrorMs: 1.5,
} as const;

const speedOf = (p95: number): Outcome => ({
  kind: 'speed',
  verdict: p95 < 100 ? 'met' : 'missed',
  summary: { n: 30, p50: 12, p95, max: 240 },
  limitMs: 100,
});

const allMet: Record<string, Outcome> = Object.fromEntries(
  allChecks.map(({ id }) => [id, { kind: 'feature', verdict: 'met', words: 'fine' }]),
);

const alone = (report: Report): string => toMarkdown({ report, earlier: undefined, beside: undefined });

describe('the report of a run', () => {
  it('is met only where every check was carried out and met', () => {
    expect(reportOf(allChecks, allMet, circumstances).verdict).toBe('met');
    expect(reportOf(allChecks, { ...allMet, 'config-save': speedOf(101) }, circumstances).verdict).toBe('missed');
    const { 'config-save': _, ...incomplete } = allMet;
    expect(reportOf(allChecks, incomplete, circumstances).verdict).toBe('unknown');
  });

  it('has a line for each check, with its numbers, and is read again as it was written', () => {
    const report = reportOf(allChecks, { ...allMet, 'config-save': speedOf(38) }, circumstances);
    expect(report.checks.map(({ id }) => id)).toEqual(allChecks.map(({ id }) => id));
    expect(report.checks.find(({ id }) => id === 'config-save')?.speed).toEqual({
      n: 30,
      p50: 12,
      p95: 38,
      max: 240,
      limitMs: 100,
    });
    expect(reportSchema.parse(JSON.parse(JSON.stringify(report)))).toEqual(report);
  });

  it('is a table as Markdown, beside an earlier run', () => {
    const report = reportOf(allChecks, { ...allMet, 'config-save': speedOf(38) }, circumstances);
    const earlier: Report = {
      ...reportOf(allChecks, { ...allMet, 'config-save': speedOf(61) }, circumstances),
      at: '2026-11-01',
    };
    const inMock = { ...circumstances, source: 'mock', at: '2026-11-27' } as const;
    const beside = reportOf(allChecks, { ...allMet, 'config-save': speedOf(2) }, inMock);
    const text = toMarkdown({ report, earlier, beside });
    expect(text).toContain('# System test: met');
    expect(text).toContain('| max | Expected | Mock Mode p95 2026-11-27 | p95 2026-11-01 |');
    expect(text).toContain('| Save | met | 30 | 12 ms | 38 ms | 240 ms | under 100 ms | 2 ms | 61 ms |');
    expect(JSON.parse(toJson({ report, earlier: undefined, beside }))).toMatchObject({
      source: 'real',
      beside: { source: 'mock' },
      earlier: null,
    });
  });

  it('says where to look for what was missed, in Mock Mode not at a database that is not there', () => {
    const outcomes = { ...allMet, 'config-save': speedOf(101) };
    const save = allChecks.find(({ id }) => id === 'config-save');
    expect(alone(reportOf(allChecks, outcomes, circumstances))).toContain(`- Save: Where to look: ${save?.hint}`);
    const mock = alone(reportOf(allChecks, outcomes, { ...circumstances, source: 'mock' }));
    expect(mock).toContain('- Save: Where to look: The faults that are switched on');
  });

  it('keeps words of a server from making markup or columns', () => {
    fc.assert(
      fc.property(fc.string(), (words) => {
        const outcomes = { ...allMet, isolation: { kind: 'failed', verdict: 'missed', words } as const };
        const before = alone(reportOf(allChecks, allMet, circumstances)).split('\n');
        const lines = alone(reportOf(allChecks, outcomes, { ...circumstances, browser: words })).split('\n');
        expect(lines).toHaveLength(before.length);
        expect(lines.filter((line) => /(?<!\\)[<>`[\]]/.test(line))).toEqual([]);
      }),
    );
  });
});

describe('earlier runs', () => {
  it('are kept newest first, twenty of them, also beside what cannot be read', () => {
    const stored = new Map([['blunari.system-tests', '[{"formatVersion":0},17]']]);
    const storage = {
      getItem: (key: string) => stored.get(key) ?? null,
      setItem: (key: string, value: string) => void stored.set(key, value),
    };
    for (let day = 1; day <= 25; day += 1) {
      keepReport(storage, reportOf(allChecks, allMet, { ...circumstances, at: `day ${day}` }));
    }
    const kept = readReports(storage);
    expect([kept.length, kept[0]?.at, kept.at(-1)?.at]).toEqual([20, 'day 25', 'day 6']);
  });

  it('are none where the store is damaged or closed', () => {
    const closed = {
      getItem: () => 'no JSON',
      setItem: () => {
        throw new Error('full');
      },
    };
    expect(readReports(closed)).toEqual([]);
    expect(keepReport(closed, reportOf(allChecks, allMet, circumstances))).toHaveLength(1);
  });
});

it.each([
  [0.42, '0.4 ms'],
  [9, '9 ms'],
  [37.6, '38 ms'],
  [999.4, '999 ms'],
  [999.7, '1.00 s'],
  [1240, '1.24 s'],
  [2000, '2 s'],
])('writes %s ms as %s', (ms, words) => {
  expect(formatMs(ms)).toBe(words);
});

it.each([
  [0.021, '+2.1 %'],
  [-0.004, '-0.4 %'],
  [0.1, '+10 %'],
])('writes a growth of %s as %s', (share, words) => {
  expect(formatGrowth(share)).toBe(words);
});

it.each([
  [1.24, '1.2 ms ahead'],
  [-0.04, '0.0 ms off'],
  [-3, '3.0 ms behind'],
])('writes a clock that is %s ms off as %s', (offsetMs, words) => {
  expect(formatOffset(offsetMs)).toBe(words);
});
