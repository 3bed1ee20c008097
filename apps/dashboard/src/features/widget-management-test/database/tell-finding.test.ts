import { expect, it } from 'vitest';
import { tellFinding } from './tell-finding.ts';

it.each([
  ['column', 'public.widget_waitlist locale', 'is missing', 'The column public.widget_waitlist locale is missing.'],
  ['foreign policy', 'public.widget_audit x', 'is not ours', 'The policy public.widget_audit x is not ours.'],
  [
    'config_count',
    '7',
    'is not twice tenant_count',
    'Not every restaurant has its two widgets: 7 is not twice tenant_count.',
  ],
  ['analytics_count', '', 'is missing', 'The table of visits is missing.'],
])('tells of a %s', (check, subject, result, words) => {
  expect(tellFinding({ check, subject, result, mend: '' })).toBe(words);
});
