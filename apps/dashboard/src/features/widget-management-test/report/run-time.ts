const shortly = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});
const when = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });

/** When a run was finished, by this device's clock: `28 Nov 2026, 09:00:00`. */
export function formatRunTime(at: string): string {
  return when.format(new Date(at));
}

/** The same for the head of a column: `28 Nov, 09:00`. */
export function formatRunTimeShort(at: string): string {
  return shortly.format(new Date(at));
}
