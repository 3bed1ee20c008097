import { literalSql } from './literal-sql.ts';
import type { Row } from './replication/pgoutput.ts';
import type { TableColumn } from './table-info.ts';

/** A value of a row; one object for all conditions about it, so that it is sent to the database once, however long it is. */
interface ComparedValue {
  /** As the database writes it. */
  readonly text: string | null;
  readonly castType: string;
}

/** What the database is to decide: an expression about `v`, as the value is called there. Equal ones are one object. */
export interface Condition {
  readonly value: ComparedValue;
  readonly test: string;
}

interface OfColumn {
  readonly value: ComparedValue;
  readonly conditions: Map<string, Condition>;
}

const byRow = new WeakMap<Row, Map<string, OfColumn>>();

export function conditionOn(row: Row, { name, castType }: TableColumn, test: string): Condition {
  const ofRow = byRow.getOrInsertComputed(row, () => new Map());
  const { value, conditions } = ofRow.getOrInsertComputed(name, () => {
    return { value: { text: row.get(name) ?? null, castType }, conditions: new Map() };
  });
  return conditions.getOrInsertComputed(test, () => ({ value, test }));
}

/** A question whose rows, by `n`, answer for the conditions about one value each, in the order of these groups. */
export function conditionsSql(groups: readonly (readonly Condition[])[], alsoSelected: string): string {
  return groups
    .map((conditions, n) => {
      const tests = conditions.map(({ test }) => test).join(', ');
      // `offset 0` keeps the planner from writing the value into each of them again.
      const value = `(select ${valueSql(conditions[0]?.value)} as v offset 0)`;
      return `select ${n} as n, array[${tests}]::boolean[] as met, ${alsoSelected} from ${value} as compared`;
    })
    .join(' union all ');
}

function valueSql({ text, castType }: ComparedValue = { text: null, castType: 'text' }): string {
  return literalSql(text, castType);
}
