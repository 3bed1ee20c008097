import { expect, it } from 'vitest';
import { exampleCommands } from './example-commands.ts';

it('asks for the last 28 days, of the address that the screen came from', () => {
  const { summary, visits } = exampleCommands('https://staff.example', '2026-03-01');
  expect(summary).toContain('"https://staff.example/api/v1/insights/summary?from=2026-02-02&to=2026-03-01"');
  expect(visits).toContain('"https://staff.example/api/v1/insights/export.csv?from=2026-02-02&to=2026-03-01"');
});
