import type { WidgetType } from '../../config/widget-config.ts';
import { cellText, type Cell } from '../../csv.ts';
import type { InsightType } from '../event.ts';
import type { ExportFormat } from './format.ts';

/** One event as it is exported, whatever the format; null where something is not known or not of its kind. */
export interface VisitRow {
  /** ISO 8601 in UTC, with microseconds. */
  readonly at: string;
  readonly id: string;
  /** On the restaurant's clock, `YYYY-MM-DD HH:MM:SS`. */
  readonly localTime: string;
  readonly widget: WidgetType;
  readonly type: InsightType;
  /** Of one tab of a browser. */
  readonly sessionId: string | null;
  readonly page: Cell;
  readonly referrer: Cell;
  readonly utmSource: Cell;
  readonly utmMedium: Cell;
  readonly utmCampaign: Cell;
  readonly device: Cell;
  readonly language: Cell;
  readonly step: Cell;
  readonly entry: Cell;
  readonly kind: Cell;
  readonly wantedDate: Cell;
  readonly wantedTime: Cell;
  readonly partySize: Cell;
  readonly rule: Cell;
  /** Guests of a conversion, its estimate in minor units of the restaurant's currency, and how many days ahead it was for. */
  readonly covers: Cell;
  readonly valueMinor: Cell;
  readonly leadDays: Cell;
}

// In the order of the columns. Time and id come first, so that a cursor can be read off any line.
const columns = [
  'at',
  'id',
  'localTime',
  'widget',
  'type',
  'sessionId',
  'page',
  'referrer',
  'utmSource',
  'utmMedium',
  'utmCampaign',
  'device',
  'language',
  'step',
  'entry',
  'kind',
  'wantedDate',
  'wantedTime',
  'partySize',
  'rule',
  'covers',
  'valueMinor',
  'leadDays',
] as const satisfies readonly (keyof VisitRow)[];

/** What stands before the first event: for spreadsheets the mark of UTF-8 and the names of the columns. */
export const headOf = {
  csv: `\uFEFF${columns.join(',')}\r\n`,
  ndjson: '',
} as const satisfies Record<ExportFormat, string>;

/** One event as one line with its end; nothing in it breaks the line. */
export function visitLine(format: ExportFormat, row: VisitRow): string {
  if (format === 'ndjson') return `${JSON.stringify(Object.fromEntries(columns.map((name) => [name, row[name]])))}\n`;
  return `${columns.map((name) => cellText(onOneLine(row[name]))).join(',')}\r\n`;
}

function onOneLine(cell: Cell): Cell {
  return typeof cell === 'string' ? cell.replaceAll(/[\r\n\u2028\u2029]+/g, ' ') : cell;
}
