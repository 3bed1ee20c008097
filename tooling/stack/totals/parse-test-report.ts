import { z } from 'zod';

/** What one run of Vitest or Playwright in one package came to. */
export interface TestReport {
  readonly passed: number;
  /** One entry a failure: the test's name, or the file where no test of it could run. */
  readonly failures: readonly string[];
  readonly skips: readonly string[];
}

const vitestSchema = z.object({
  numPassedTests: z.number().int().nonnegative(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.enum(['passed', 'failed', 'skipped', 'pending', 'todo']),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
});

const playwrightSpecSchema = z.object({
  title: z.string(),
  tests: z.array(z.object({ status: z.enum(['expected', 'unexpected', 'flaky', 'skipped']) })),
});

const playwrightSuiteSchema = z.object({
  specs: z.array(playwrightSpecSchema).default([]),
  get suites() {
    return z.array(playwrightSuiteSchema).default([]);
  },
});

const playwrightSchema = z.object({
  suites: z.array(playwrightSuiteSchema),
  errors: z.array(z.object({ message: z.string().default('an error outside of any test') })),
});

/** Reads a JSON report of either tool. Throws on anything else: a report nobody understands must not count as none. */
export function parseTestReport(json: unknown): TestReport {
  const vitest = vitestSchema.safeParse(json);
  if (vitest.success) return fromVitest(vitest.data);
  return fromPlaywright(playwrightSchema.parse(json));
}

function fromVitest(report: z.infer<typeof vitestSchema>): TestReport {
  const failures: string[] = [];
  const skips: string[] = [];
  for (const file of report.testResults) {
    const failed = file.assertionResults.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName);
    failures.push(...failed);
    // A file that breaks while loading or in a hook fails without a failed test of its own.
    if (file.status === 'failed' && failed.length === 0) failures.push(file.name);
    const skipped = file.assertionResults.filter(({ status }) => isSkipped(status));
    skips.push(...skipped.map(({ fullName }) => fullName));
  }
  return { passed: report.numPassedTests, failures, skips };
}

function isSkipped(status: string): boolean {
  return status === 'skipped' || status === 'pending' || status === 'todo' || status === 'disabled';
}

function fromPlaywright(report: z.infer<typeof playwrightSchema>): TestReport {
  const tests = report.suites.flatMap(listTests);
  const named = (...wanted: string[]): string[] =>
    tests.filter(({ status }) => wanted.includes(status)).map(({ title }) => title);
  // A test that needs a second try has failed once.
  const failures = named('unexpected', 'flaky');
  if (failures.length === 0) failures.push(...report.errors.map(({ message }) => message.split('\n')[0] ?? message));
  return { passed: named('expected').length, failures, skips: named('skipped') };
}

function listTests(suite: z.infer<typeof playwrightSuiteSchema>): { title: string; status: string }[] {
  const own = suite.specs.flatMap(({ title, tests }) => tests.map(({ status }) => ({ title, status })));
  return [...own, ...suite.suites.flatMap(listTests)];
}
