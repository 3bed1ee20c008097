const MINUTES_PER_DAY = 24 * 60;

/** What people type for a time, as `HH:MM`: "9", "930", "9.30", "18:30". Undefined when it names no time of the day. */
export function parseTimeText(typed: string): string | undefined {
  const match = /^\s*(?<hours>\d{1,2}?)(?:[:.\s]?(?<minutes>\d{2}))?\s*$/u.exec(typed);
  if (match?.groups === undefined) return undefined;
  const hours = Number(match.groups['hours']);
  const minutes = Number(match.groups['minutes'] ?? 0);
  return hours < 24 && minutes < 60 ? timeText(hours * 60 + minutes) : undefined;
}

/** Moves a time to the next multiple of `stepMinutes`, up or down, round midnight. */
export function stepTime(time: string, stepMinutes: number, direction: 1 | -1): string {
  const minutes = minutesOf(time);
  const stepped =
    direction === 1
      ? (Math.floor(minutes / stepMinutes) + 1) * stepMinutes
      : (Math.ceil(minutes / stepMinutes) - 1) * stepMinutes;
  return timeText((stepped + MINUTES_PER_DAY) % MINUTES_PER_DAY);
}

function minutesOf(time: string): number {
  const [hours, minutes] = time.split(':').map(Number);
  return (hours ?? 0) * 60 + (minutes ?? 0);
}

function timeText(minutesOfDay: number): string {
  const hours = Math.floor(minutesOfDay / 60);
  return `${String(hours).padStart(2, '0')}:${String(minutesOfDay % 60).padStart(2, '0')}`;
}
