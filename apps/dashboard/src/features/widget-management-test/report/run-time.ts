const when = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });

/** When a run was finished, by this device's clock: `28 Nov 2026, 09:00:00`. */
export function formatRunTime(at: string): string {
  return when.format(new Date(at));
}
