import { expect, it } from 'vitest';
import type { SourceKind } from '../source/test-source.ts';
import { besideOf, earlierOf, pickReports } from './pick-reports.ts';
import type { Report } from './report.ts';

const buildReport = (at: string, source: SourceKind, p95: number): Report => ({
  formatVersion: 1,
  at,
  source,
  verdict: 'met',
  address: 'http://localhost:8080',
  browser: 'Chromium 153',
  serverVersion: '17.2',
  lastMigration: '20261125091000_verify',
  clockErrorMs: 1,
  checks: [{ id: 'config-save', title: 'Save', verdict: 'met', speed: { n: 30, p50: 1, p95, max: p95, limitMs: 100 } }],
});

const mock = buildReport('4', 'mock', 2);
const newest = buildReport('3', 'real', 30);
const olderMock = buildReport('2', 'mock', 3);
const older = buildReport('1', 'real', 40);
const kept = [mock, newest, olderMock, older];

it('copies the newest run of the source that is looked at, with like before it and the other beside it', () => {
  expect(pickReports(kept, 'real', null)).toEqual({ report: newest, earlier: older, beside: mock });
  expect(pickReports(kept, 'mock', null)).toEqual({ report: mock, earlier: olderMock, beside: newest });
  expect(pickReports([mock], 'real', null)).toBeNull();
});

it('copies what the table shows where a check was run again, and the kept run where nothing was', () => {
  const again = { ...buildReport('5', 'real', 31), verdict: 'unknown' } as const;
  expect(pickReports(kept, 'real', again)).toEqual({ report: again, earlier: newest, beside: mock });
  expect(pickReports(kept, 'real', { ...newest, at: '5' })?.report).toBe(newest);
  expect(pickReports([], 'real', again)).toEqual({ report: again, earlier: undefined, beside: undefined });
});

it('compares like with like', () => {
  expect([earlierOf(kept, newest), earlierOf(kept, mock), earlierOf(kept, older)]).toEqual([
    older,
    olderMock,
    undefined,
  ]);
  expect([besideOf(kept, 'real'), besideOf([older], 'real')]).toEqual([mock, undefined]);
});
