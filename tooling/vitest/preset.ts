/** What every package's Vitest run shares: where tests are, and the JSON report that the totals are summed from. */
export const testDefaults = {
  include: ['src/**/*.test.{ts,tsx}', 'test/**/*.test.{ts,tsx}'],
  exclude: ['**/node_modules/**', '**/*.long.test.ts'],
  reporters: ['default', 'json'],
  // Real databases and browsers on a busy machine; a test that hangs is still told within a minute.
  testTimeout: 30_000,
  hookTimeout: 60_000,
  // Of Vitest's own second a busy machine takes more; less than a test has, so that what was awaited is named.
  expect: { poll: { timeout: 20_000 } },
  outputFile: { json: 'reports/vitest.json' },
};

/** What takes minutes: `npm run test:long` runs these, and nothing else does. */
export const longTests = {
  include: ['src/**/*.long.test.ts', 'test/**/*.long.test.ts'],
  exclude: ['**/node_modules/**'],
  reporters: ['default'],
};
