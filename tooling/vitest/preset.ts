/** What every package's Vitest run shares: where tests are, and the JSON report that the totals are summed from. */
export const testDefaults = {
  include: ['src/**/*.test.{ts,tsx}', 'test/**/*.test.{ts,tsx}'],
  reporters: ['default', 'json'],
  outputFile: { json: 'reports/vitest.json' },
};
