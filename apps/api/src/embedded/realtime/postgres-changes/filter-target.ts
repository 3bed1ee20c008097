import { escapeLiteral } from 'pg';
import type { TableColumn } from './table-info.ts';

/** What a filter looks at: a column, or the text of one member of a JSON column. */
export interface FilterTarget {
  readonly column: TableColumn;
  /** Null: the column itself. */
  readonly member: string | null;
  /** Of what is compared, as clients know it and as a cast says it. */
  readonly type: string;
  readonly castType: string;
}

/** Reads the left side of a filter, such as `age` or `data->>kind`. Undefined: there is no such column. */
export function findTarget(name: string, columns: readonly TableColumn[]): FilterTarget | undefined {
  const column = columns.find((each) => each.name === name);
  if (column) return { column, member: null, type: column.type, castType: column.castType };
  const [, columnName, member] = /^(.+?)->>(.+)$/s.exec(name) ?? [];
  const json = columns.find((each) => each.name === columnName && (each.type === 'json' || each.type === 'jsonb'));
  return json && member !== undefined ? { column: json, member, type: 'text', castType: 'text' } : undefined;
}

/** The target as an expression. @param columnSql the value of the column, as one too */
export function targetSql({ member }: FilterTarget, columnSql: string): string {
  return member === null ? columnSql : `(${columnSql} ->> ${escapeLiteral(member)})`;
}
