import { z } from 'zod';
import type { Tx } from '../../src/client.ts';
import { Prisma } from '../../src/generated/prisma/client.ts';
import type { Reader } from '../../src/queries/insights/scope.ts';

/** A node of a plan that reads a table. */
export interface Access {
  readonly table: string;
  readonly by: string;
  readonly index: string;
  /** What the index is searched for. */
  readonly condition: string;
  /** How many rows it really met, those that a filter passed over included. */
  readonly rows: number;
}

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string | undefined;
  readonly 'Index Name'?: string | undefined;
  readonly 'Index Cond'?: string | undefined;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number | undefined;
  readonly Plans?: readonly PlanNode[] | undefined;
}

const nodeSchema: z.ZodType<PlanNode> = z.lazy(() =>
  z.object({
    'Node Type': z.string(),
    'Relation Name': z.string().optional(),
    'Index Name': z.string().optional(),
    'Index Cond': z.string().optional(),
    'Actual Rows': z.number(),
    'Actual Loops': z.number(),
    'Rows Removed by Filter': z.number().optional(),
    Plans: z.array(nodeSchema).optional(),
  }),
);

const plansSchema = z.tuple([z.object({ 'QUERY PLAN': z.tuple([z.object({ Plan: nodeSchema })]) })]);

/** How the statements of a question read tables, instead of their answers. */
export async function accessesOf(tx: Tx, ask: (reader: Reader) => Promise<unknown>): Promise<readonly Access[]> {
  const accesses: Access[] = [];
  const explaining = new Proxy(tx, {
    get: (target, name) => {
      if (name !== '$queryRaw') return Reflect.get(target, name);
      return async (strings: readonly string[], ...values: readonly unknown[]) => {
        const statement = Prisma.sql(strings, ...values);
        const rows = await target.$queryRawUnsafe(
          `explain (analyze, format json) ${statement.text}`,
          ...statement.values,
        );
        accesses.push(...accessesIn(plansSchema.parse(rows)[0]['QUERY PLAN'][0].Plan, ''));
        return [];
      };
    },
  });
  await ask(explaining);
  return accesses;
}

/** A bitmap's index is read by a node of its own below the one that names the table. */
function accessesIn(node: PlanNode, tableAbove: string): readonly Access[] {
  const table = node['Relation Name'] ?? tableAbove;
  const isBitmapHeap = node['Node Type'] === 'Bitmap Heap Scan';
  const own =
    table !== '' && !isBitmapHeap && (node['Relation Name'] !== undefined || node['Node Type'] === 'Bitmap Index Scan')
      ? [
          {
            table,
            by: node['Node Type'],
            index: node['Index Name'] ?? '',
            condition: node['Index Cond'] ?? '',
            rows: (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'],
          },
        ]
      : [];
  return [...own, ...(node.Plans ?? []).flatMap((child) => accessesIn(child, isBitmapHeap ? table : ''))];
}
