import { describe, expect, it } from 'vitest';
import { longestTasks, type TaskRun } from './longest-tasks.ts';
import { parseTestReport, type TestReport } from './parse-test-report.ts';
import { sumTotals, totalsLine } from './sum-totals.ts';

const vitestFile = (name: string, status: string, ...tests: [string, string][]): unknown => ({
  name,
  status,
  message: '',
  assertionResults: tests.map(([fullName, testStatus]) => ({ fullName, status: testStatus, failureMessages: [] })),
});

const vitestReport = (numPassedTests: number, ...testResults: unknown[]): unknown => ({
  numTotalTests: 9,
  numPassedTests,
  testResults,
});

const suite = (title: string, specs: [string, ...string[]][], suites: unknown[] = []): unknown => ({
  title,
  specs: specs.map(([specTitle, ...statuses]) => ({
    title: specTitle,
    ok: true,
    tests: statuses.map((status) => ({ status, results: [] })),
  })),
  suites,
});

const report = (passed: number, failures: string[] = [], skips: string[] = []): TestReport => ({
  passed,
  failures,
  skips,
});

const run = (taskId: string, fromS: number, toS: number): TaskRun => ({
  taskId,
  hasFailed: false,
  startedAtMs: 7_000 + fromS * 1000,
  endedAtMs: 7_000 + toS * 1000,
});

describe('a report of Vitest', () => {
  it('gives each failed and skipped test by name', () => {
    const json = vitestReport(
      2,
      vitestFile('/a.test.ts', 'passed', ['a adds', 'passed'], ['a waits for psql', 'skipped'], ['a later', 'todo']),
      vitestFile('/b.test.ts', 'failed', ['b holds', 'passed'], ['b breaks', 'failed']),
    );
    expect(parseTestReport(json)).toEqual(report(2, ['b breaks'], ['a waits for psql', 'a later']));
  });

  it('counts a file that could not even load once', () => {
    expect(parseTestReport(vitestReport(0, vitestFile('/broken.test.ts', 'failed')))).toEqual(
      report(0, ['/broken.test.ts']),
    );
  });

  it('counts a file whose set-up failed although its tests are only skipped', () => {
    const json = vitestReport(0, vitestFile('/db.test.ts', 'failed', ['db reads', 'skipped']));
    expect(parseTestReport(json).failures).toEqual(['/db.test.ts']);
  });
});

describe('a report of Playwright', () => {
  it('finds the tests of nested suites and counts a flaky one as failed', () => {
    const inner = suite('inner', [
      ['walks', 'expected'],
      ['blinks', 'flaky'],
      ['later', 'skipped'],
    ]);
    const json = {
      config: {},
      suites: [suite('walk.spec.ts', [['signs in', 'expected', 'unexpected']], [inner])],
      errors: [],
    };
    expect(parseTestReport(json)).toEqual(report(2, ['signs in', 'blinks'], ['later']));
  });

  it('counts an error outside of any test', () => {
    const json = { suites: [], errors: [{ message: 'Error: the stack did not start\n    at x' }] };
    expect(parseTestReport(json)).toEqual(report(0, ['Error: the stack did not start']));
  });
});

it('refuses a report that it does not understand', () => {
  expect(() => parseTestReport({ passes: 12 })).toThrow();
});

describe('the totals', () => {
  it('add up over packages and end in one line', () => {
    const reports = new Map([
      ['@blunari/db', [report(40, ['db breaks'], ['db with psql'])]],
      ['@blunari/e2e', [report(2)]],
    ]);
    const tasks = [
      { taskId: '@blunari/db#test', hasFailed: true },
      { taskId: '@blunari/e2e#test', hasFailed: false },
      { taskId: '@blunari/db#typecheck', hasFailed: false },
    ];
    const totals = sumTotals(reports, tasks);
    expect(totals.failures).toEqual(['@blunari/db: db breaks']);
    expect(totalsLine(totals)).toBe('42 passed, 1 failed, 1 skipped');
  });

  it('count a task that failed without a failed test, such as a type error', () => {
    const reports = new Map([['@blunari/ui', [report(5)]]]);
    const tasks = [
      { taskId: '@blunari/ui#typecheck', hasFailed: true },
      { taskId: '@blunari/ui#test', hasFailed: true },
      { taskId: '//#format:check', hasFailed: true },
    ];
    expect(totalsLine(sumTotals(reports, tasks))).toBe('5 passed, 3 failed');
  });

  it('do not take a test task without a report for a success', () => {
    const tasks = [{ taskId: '@blunari/db#test', hasFailed: false }];
    expect(totalsLine(sumTotals(new Map(), tasks))).toBe('0 passed, 1 failed');
  });

  it('leave out the skips when there are none', () => {
    expect(totalsLine({ passed: 1, failures: [], skips: [] })).toBe('1 passed, 0 failed');
  });
});

describe('the longest tasks', () => {
  it('are told longest first, by the seconds since the first began', () => {
    expect(longestTasks([run('ui#test', 0, 5), run('db#test', 2, 611.4), run('api#test', 5, 200)])).toBe(
      'db#test from 2 s to 611 s, api#test from 5 s to 200 s, ui#test from 0 s to 5 s',
    );
  });

  it('are five, and none where nothing ran', () => {
    const runs = Array.from({ length: 9 }, (_, index) => run(`t${index}`, index, 2 * index));
    expect(longestTasks(runs).split(', ')).toHaveLength(5);
    expect(longestTasks([])).toBe('');
  });
});
