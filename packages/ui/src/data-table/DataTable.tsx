import type { ReactNode } from 'react';
import { classNames } from '../class-names/class-names.ts';

export interface DataColumn<Row> {
  id: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** Numbers align at the end. */
  align?: 'start' | 'end';
  /** The cell that names its row. */
  isRowHeader?: boolean;
  /** Left out where the table has less than 672 px. */
  isSecondary?: boolean;
  width?: string;
}

export interface DataTableProps<Row> {
  /** Names the table for assistive technology. */
  caption: string;
  columns: readonly DataColumn<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** Rows that have just arrived by themselves: they show it, then settle. */
  freshKeys?: ReadonlySet<string>;
  selectedKey?: string | undefined;
  /** Shown at the row's end on hover and on focus; always there for touch. */
  actions?: (row: Row) => ReactNode;
  actionsHeader?: string;
}

/** A plain table with the look's lines and heights. For sorting and virtual rows there are other tools. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { caption, columns, rows, rowKey, freshKeys, selectedKey, actions, actionsHeader = '' } = props;
  return (
    <div className="@container">
      <table className="w-full border-separate border-spacing-0 text-13 tabular-nums">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.id}
                scope="col"
                style={column.width === undefined ? {} : { width: column.width }}
                className={classNames(HEAD_CELL, cellClass(column))}
              >
                {column.header}
              </th>
            ))}
            {actions !== undefined && (
              <th scope="col" className={HEAD_CELL}>
                <span className="sr-only">{actionsHeader}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const key = rowKey(row);
            return (
              <tr
                key={key}
                className={classNames(
                  // A RowButton covers its row.
                  'group relative',
                  key === selectedKey
                    ? 'bg-accent-soft forced-colors:outline-2 forced-colors:-outline-offset-2 forced-colors:outline-[Highlight]'
                    : 'hover:bg-hover',
                  freshKeys?.has(key) === true && 'settle-tint',
                )}
              >
                {columns.map((column) => (
                  <BodyCell key={column.id} column={column} row={row} />
                ))}
                {actions !== undefined && (
                  <td className={classNames(BODY_CELL, 'text-end')}>
                    <span className="opacity-0 transition-opacity group-focus-within:opacity-100 group-hover:opacity-100 pointer-coarse:opacity-100">
                      {actions(row)}
                    </span>
                  </td>
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function BodyCell<Row>({ column, row }: { column: DataColumn<Row>; row: Row }) {
  const className = classNames(BODY_CELL, cellClass(column));
  if (column.isRowHeader !== true) return <td className={className}>{column.cell(row)}</td>;
  return (
    // In little room the name takes the room that the other columns leave, and no more: it is what can be shortened.
    <th scope="row" className={classNames(className, 'font-medium @max-2xl:w-full @max-2xl:max-w-0')}>
      {column.cell(row)}
    </th>
  );
}

const EDGES = 'px-3 first:ps-0 last:pe-0 whitespace-nowrap border-0 border-b border-line';
const HEAD_CELL = `sticky top-0 z-(--z-sticky) h-8 bg-surface text-12 font-medium text-ink-3 ${EDGES}`;
const BODY_CELL = `h-row font-regular ${EDGES}`;

function cellClass<Row>({ align = 'start', isSecondary = false }: DataColumn<Row>): string {
  return classNames(align === 'end' ? 'text-end' : 'text-start', isSecondary && '@max-2xl:hidden');
}
