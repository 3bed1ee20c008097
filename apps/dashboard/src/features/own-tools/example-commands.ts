import { addDays } from '@blunari/schema/calendar';

/** Commands that ask for the last 28 days up to a local date, of the API at an origin. */
export function exampleCommands(origin: string, today: string): { readonly summary: string; readonly visits: string } {
  const days = `from=${addDays(today, -27)}&to=${today}`;
  const ask = `curl -fsS -H "Authorization: Bearer $BLUNARI_TOKEN" \\\n`;
  return {
    summary: `${ask}"${origin}/api/v1/insights/summary?${days}"`,
    visits: `${ask}-o visits.csv "${origin}/api/v1/insights/export.csv?${days}"`,
  };
}
