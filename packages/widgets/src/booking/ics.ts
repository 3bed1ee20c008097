import type { BookingReceipt } from '@blunari/schema/booking';
import type { Place } from '@blunari/schema/config';

interface CalendarEntry {
  readonly receipt: BookingReceipt;
  readonly place: Place;
  /** One line, such as "Trattoria Lucia, 2 guests". */
  readonly summary: string;
  readonly description: string;
  readonly nowMs: number;
}

/** The booking as an iCalendar file (RFC 5545), in UTC so that no zone definition is needed. */
export function calendarFile({ receipt, place, summary, description, nowMs }: CalendarEntry): string {
  const startMs = Date.parse(receipt.startsAt);
  const address = [place.name, place.street, `${place.postcode} ${place.city}`.trim()].filter((line) => line !== '');
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Blunari//Widgets//EN',
    'BEGIN:VEVENT',
    `UID:${receipt.id}`,
    `DTSTAMP:${utcStamp(nowMs)}`,
    `DTSTART:${utcStamp(startMs)}`,
    `DTEND:${utcStamp(startMs + receipt.durationMinutes * 60_000)}`,
    `SUMMARY:${escaped(summary)}`,
    `LOCATION:${escaped(address.join(', '))}`,
    `DESCRIPTION:${escaped(description)}`,
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

const utcStamp = (ms: number): string => new Date(ms).toISOString().replace(/[-:]|\.\d{3}/g, '');

const escaped = (text: string): string => text.replace(/[\\;,]/g, '\\$&').replace(/\r?\n/g, '\\n');

/** RFC 5545, section 3.1: at most 75 octets a line, then CRLF and one space; never inside a character. */
function folded(line: string): string {
  const encoder = new TextEncoder();
  const parts: string[] = [];
  let [part, octets] = ['', 0];
  for (const character of line) {
    const size = encoder.encode(character).length;
    if (octets + size > 75) {
      parts.push(part);
      [part, octets] = [' ', 1];
    }
    part += character;
    octets += size;
  }
  return [...parts, part].join('\r\n');
}
