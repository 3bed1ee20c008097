import type { Cell, Table } from '@blunari/schema/csv';
import { classNames } from '@blunari/ui/class-names';

/** How the cells of a column are read, by its name; a column without is shown as it is. */
export type CellFormats = Readonly<Record<string, (cell: Cell) => string>>;

export interface TableViewProps {
  caption: string;
  table: Table;
  formats: CellFormats;
  /** What people call a column, where that is not its name in a file. */
  columnNames?: Readonly<Record<string, string>>;
}

/** The numbers behind a chart, all of them; a long or wide table scrolls in its place. */
export function TableView({ caption, table: { columns, rows }, formats, columnNames = {} }: TableViewProps) {
  return (
    <section
      aria-label={`${caption}, as a table`}
      // It scrolls, so the keyboard must reach it.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- see above
      tabIndex={0}
      className="max-h-80 overflow-auto rounded-sm"
    >
      <table className="w-full border-separate border-spacing-0 text-13 tabular-nums">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            {columns.map((name, index) => (
              <th
                key={name}
                scope="col"
                className={classNames(headCell, isNumeric(rows, index) ? 'text-end' : 'text-start')}
              >
                {columnNames[name] ?? name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, place) => (
            // A table has no other key: two rows may say the same, as an hour does that happens twice.
            // oxlint-disable-next-line react/no-array-index-key -- see above
            <tr key={place} className="hover:bg-hover">
              {row.map((cell, index) => (
                <td
                  key={columns[index]}
                  className={classNames(bodyCell, isNumeric(rows, index) ? 'text-end' : 'text-start')}
                >
                  {read(cell, formats[baseOf(columns[index] ?? '')])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Of `Sessions, compared` it is `Sessions`: both are read alike. */
const baseOf = (column: string): string => column.split(',')[0] ?? column;

const isNumeric = (rows: Table['rows'], index: number): boolean => rows.some((row) => typeof row[index] === 'number');

function read(cell: Cell, format: ((cell: Cell) => string) | undefined): string {
  if (cell === null) return '–';
  if (format) return format(cell);
  return typeof cell === 'number' ? wholeOrNot.format(cell) : cell;
}

const wholeOrNot = new Intl.NumberFormat('en');

const edges = 'px-3 first:ps-0 last:pe-1 whitespace-nowrap border-0 border-b border-line';
const headCell = `sticky top-0 z-(--z-sticky) h-8 bg-surface text-12 font-medium text-ink-3 ${edges}`;
const bodyCell = `h-8 ${edges}`;
