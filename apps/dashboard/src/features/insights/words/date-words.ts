import type { Period } from '@blunari/schema/insights';

const format = (options: Intl.DateTimeFormatOptions): ((localDate: string) => string) => {
  const formatter = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', ...options });
  return (localDate) => formatter.format(Date.parse(`${localDate}T12:00:00Z`)).replace(',', '');
};

const dayAndMonth = format({ day: 'numeric', month: 'short' });
const dayMonthYear = format({ day: 'numeric', month: 'short', year: 'numeric' });
const dayOfMonth = format({ day: 'numeric' });
const weekday = format({ weekday: 'short' });

/** `October`. */
export const monthName = format({ month: 'long' });

/** `14 Nov`, with the year where it is not that of `today`. */
export function shortDay(localDate: string, today: string): string {
  return isSameYear(localDate, today) ? dayAndMonth(localDate) : dayMonthYear(localDate);
}

/** `Sat 14 Nov`, with the year where it is not that of `today`. */
export function dayWords(localDate: string, today: string): string {
  return `${weekday(localDate)} ${shortDay(localDate, today)}`;
}

/** `18 Oct to 14 Nov`, `1 to 28 Nov`, or the one day. */
export function periodWords({ from, to }: Period, today: string): string {
  if (from === to) return dayWords(from, today);
  const start =
    from.slice(0, 7) === to.slice(0, 7)
      ? dayOfMonth(from)
      : isSameYear(from, to)
        ? dayAndMonth(from)
        : dayMonthYear(from);
  return `${start} to ${shortDay(to, today)}`;
}

const isSameYear = (one: string, other: string): boolean => one.slice(0, 4) === other.slice(0, 4);
