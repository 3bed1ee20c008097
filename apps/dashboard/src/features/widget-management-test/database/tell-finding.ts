import type { ReadinessFinding } from '@blunari/schema/api';

const counted: Readonly<Record<string, string>> = {
  config_count: 'Not every restaurant has its two widgets',
  settings_count: 'Not every restaurant has its settings',
  tenant_count: 'The table of restaurants',
  analytics_count: 'The table of visits',
};

/** A failing check as a sentence: what kind of thing, which, and what is wrong with it. */
export function tellFinding({ check, subject, result }: ReadinessFinding): string {
  const words = counted[check];
  if (words !== undefined) return subject === '' ? `${words} ${result}.` : `${words}: ${subject} ${result}.`;
  // What is not ours is named as such by the result.
  return `The ${check.replace(/^foreign /, '')} ${subject} ${result}.`;
}
