import { readVisits, visitsPerPage } from '@blunari/db';
import { boundsOf } from '@blunari/schema/insights';
import {
  parseCursor,
  visitLine,
  type ExportFormat,
  type ExportQuestion,
  type VisitPlace,
} from '@blunari/schema/insights/export';
import type { Result } from '@blunari/schema/result';
import type { InsightReader } from './insight-reader.ts';

/** Some lines, and where the next ones begin; null after the last. */
export interface VisitPage {
  readonly lines: string;
  readonly next: VisitPlace | null;
}

/** Reads the page after a place. */
export type ReadPage = (after: VisitPlace | null) => Promise<Result<VisitPage>>;

/**
 * Reads visits a page at a time, each in a short transaction of its own: whoever reads slowly holds none. Each asks anew
 * whether the reader still may, so that one who may not any more is refused and not told that this is the end.
 */
export function visitPages(
  reader: InsightReader,
  format: ExportFormat,
  { tenantId, widget, period }: ExportQuestion,
): ReadPage {
  return async (after) => {
    const page = await reader({ tenantId, widget }, async (tx, { scope, clock, timeZone, widgets }) => {
      const whose = { tenantId: scope.tenantId, timeZone, widgets };
      const visits = await readVisits(tx, whose, { ...boundsOf(period, clock), after });
      const lines = visits.map((visit) => visitLine(format, visit)).join('');
      return { lines, next: visits.length < visitsPerPage ? null : (visits.at(-1) ?? null) };
    });
    if (!page.ok || page.value.next !== null) return page;
    // Who lost the right after the question was opened was shown no rows any more, which is not the end of them.
    const stillMay = await reader({ tenantId, widget }, () => Promise.resolve(null));
    return stillMay.ok ? page : stillMay;
  };
}

/** Where a question begins; null at the first event. */
export function startOf({ cursor }: ExportQuestion): VisitPlace | null {
  return cursor === undefined ? null : parseCursor(cursor);
}

/**
 * All lines from a first page on. The next page is read when the one before was taken. A page that cannot be read any more
 * breaks the download off: an end in good order means that nothing is missing.
 */
export async function* restOfVisits(first: VisitPage, read: ReadPage): AsyncGenerator<string> {
  yield first.lines;
  for (let { next } = first; next !== null;) {
    // One page after the other is the point.
    const page = await read(next);
    if (!page.ok) throw new Error(`The export was broken off: ${page.error.message}`);
    yield page.value.lines;
    next = page.value.next;
  }
}
