import { z } from 'zod';
import type { ExportFormat } from './format.ts';

/** A place in an export: the event that was read last. */
export interface VisitPlace {
  /** ISO 8601 in UTC, with microseconds. */
  readonly at: string;
  readonly id: string;
}

const placeSchema = z.object({ at: z.iso.datetime({ precision: 6 }), id: z.uuid() });

/** A cursor as an address carries it: time and id of the last event that was read, with `~` between. */
export const visitCursorSchema = z
  .string()
  .max(80)
  .refine(
    (cursor) => parseCursor(cursor) !== null,
    'This is no cursor: write `at` and `id` of the last event as at~id.',
  );

/** The place that a cursor names; null for what is none. */
export function parseCursor(cursor: string): VisitPlace | null {
  const [at, id, ...more] = cursor.split('~');
  return more.length > 0 ? null : (placeSchema.safeParse({ at, id }).data ?? null);
}

/** The cursor of an event. */
export function cursorOf({ at, id }: VisitPlace): string {
  return `${at}~${id}`;
}

/** The cursor after a full line of an export; null for a line that names columns. */
export function cursorOfLine(format: ExportFormat, line: string): string | null {
  const pattern = format === 'csv' ? /^([^,]+),([^,]+),/ : /^\{"at":"([^"]+)","id":"([^"]+)",/;
  const [, at, id] = pattern.exec(line) ?? [];
  const place = placeSchema.safeParse({ at, id }).data;
  return place ? cursorOf(place) : null;
}
