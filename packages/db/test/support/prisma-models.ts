import type { ClientBase } from 'pg';
import { z } from 'zod';

/** What a model of the Prisma schema says, as lines in one form: one a column, one a key of several columns. */
export interface PrismaModels {
  /** By table. */
  readonly columns: ReadonlyMap<string, readonly string[]>;
  /** `table (columns) -> table (columns), onDelete, onUpdate`, one a relation that holds the columns. */
  readonly relations: readonly string[];
}

/** Reads a Prisma schema as `prisma format` leaves it; whitespace does not count. */
export function readModels(schema: string): PrismaModels {
  const models = [...schema.matchAll(/^model (\w+) \{\n(.*?)^\}/gms)].map(([, name = '', body = '']) => {
    const lines = body.split('\n').flatMap(
      (line) =>
        line
          .replace(/\/\/.*/, '')
          .trim()
          .replaceAll(/\s+/g, ' ') || [],
    );
    return { name, table: /@@map\("(\w+)"\)/.exec(body)?.[1] ?? name, lines };
  });
  const tableOf = new Map(models.map(({ name, table }) => [name, table]));
  const modelOf = (line: string): string | undefined => tableOf.get(/^\w+ (\w+)/.exec(line)?.[1] ?? '');
  return {
    columns: new Map(
      models.map(({ table, lines }) => [
        table,
        lines.filter((line) => !line.startsWith('@@map(') && modelOf(line) === undefined).toSorted(),
      ]),
    ),
    relations: models.flatMap(({ table, lines }) =>
      lines.flatMap((line) => {
        const match = /@relation\(fields: (\[.*?\]), references: (\[.*?\]), (onDelete: \w+, onUpdate: \w+)\)/.exec(
          line,
        );
        return match
          ? [`${table} ${match[1] ?? ''} -> ${modelOf(line) ?? ''} ${match[2] ?? ''}, ${match[3] ?? ''}`]
          : [];
      }),
    ),
  };
}

const tableSchema = z.object({
  name: z.string(),
  columns: z.array(
    z.object({ name: z.string(), type: z.string(), isNullable: z.boolean(), default: z.string().nullable() }),
  ),
  /** Columns in the order of the key, the primary key's first. */
  keys: z.array(z.object({ isPrimary: z.boolean(), columns: z.array(z.string()) })),
  foreignKeys: z.array(
    z.object({
      columns: z.array(z.string()),
      table: z.string(),
      references: z.array(z.string()),
      onDelete: z.string(),
      onUpdate: z.string(),
    }),
  ),
});

type Table = z.infer<typeof tableSchema>;

/** What the models must say of a database's public tables. */
export async function modelsOf(client: ClientBase): Promise<PrismaModels> {
  const tables = z.array(tableSchema).parse((await client.query<never>(catalogueSql)).rows);
  return {
    columns: new Map(tables.map((table) => [table.name, linesOf(table)])),
    relations: tables.flatMap((table) => relationsOf(table)),
  };
}

function linesOf({ columns, keys }: Table): string[] {
  const single = new Map(
    keys.flatMap(({ isPrimary, columns: [only = '', ...more] }) =>
      more.length > 0 ? [] : [[only, isPrimary ? '@id' : '@unique']],
    ),
  );
  const fields = columns.map((column) => {
    const type = types.get(column.type.replace('[]', ''));
    if (!type) throw new Error(`No Prisma type is known for ${column.type}.`);
    const suffix = column.type.endsWith('[]') ? '[]' : column.isNullable ? '?' : '';
    const parts = [
      fieldOf(column.name),
      type.name + suffix,
      single.get(column.name),
      // Left to the database: a default that Prisma knew, Prisma would send, also to columns that one may not write.
      column.default === null ? undefined : `@default(dbgenerated(${JSON.stringify(column.default)}))`,
      fieldOf(column.name) === column.name ? undefined : `@map("${column.name}")`,
      type.attribute,
    ];
    return parts.filter((part) => part !== undefined).join(' ');
  });
  const several = keys.filter((key) => key.columns.length > 1);
  return [
    ...fields,
    ...several.map((key) => `${key.isPrimary ? '@@id' : '@@unique'}(${listOf(key.columns)})`),
  ].toSorted();
}

function relationsOf({ name, foreignKeys }: Table): string[] {
  return foreignKeys.map(
    ({ columns, table, references, onDelete, onUpdate }) =>
      `${name} ${listOf(columns)} -> ${table} ${listOf(references)}, onDelete: ${onDelete}, onUpdate: ${onUpdate}`,
  );
}

const fieldOf = (column: string): string => column.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
const listOf = (columns: readonly string[]): string => `[${columns.map((column) => fieldOf(column)).join(', ')}]`;

const types: ReadonlyMap<string, { readonly name: string; readonly attribute?: string }> = new Map([
  ['uuid', { name: 'String', attribute: '@db.Uuid' }],
  ['text', { name: 'String' }],
  ['inet', { name: 'String', attribute: '@db.Inet' }],
  ['integer', { name: 'Int' }],
  ['smallint', { name: 'Int', attribute: '@db.SmallInt' }],
  ['bigint', { name: 'BigInt' }],
  ['double precision', { name: 'Float' }],
  ['numeric(9,6)', { name: 'Decimal', attribute: '@db.Decimal(9, 6)' }],
  ['boolean', { name: 'Boolean' }],
  ['jsonb', { name: 'Json' }],
  ['bytea', { name: 'Bytes' }],
  ['date', { name: 'DateTime', attribute: '@db.Date' }],
  ['timestamp with time zone', { name: 'DateTime', attribute: '@db.Timestamptz(6)' }],
]);

/** Names of columns of a key, in its order. */
const namesOf = (relation: string, numbers: string): string =>
  `(select json_agg(a.attname order by k.n) from unnest(${numbers}) with ordinality as k (attnum, n)
    join pg_attribute a on a.attrelid = ${relation} and a.attnum = k.attnum)`;

const actionOf = (column: string): string =>
  `case ${column} when 'c' then 'Cascade' when 'n' then 'SetNull' when 'd' then 'SetDefault' when 'r' then 'Restrict' else 'NoAction' end`;

const catalogueSql = `
  select c.relname as name,
    (select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
        'isNullable', not a.attnotnull, 'default', pg_get_expr(d.adbin, d.adrelid)) order by a.attnum)
      from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
    (select coalesce(json_agg(json_build_object('isPrimary', i.indisprimary, 'columns', ${namesOf('c.oid', 'i.indkey::int2[]')})
        order by i.indisprimary desc, i.indexrelid), '[]')
      from pg_index i
      where i.indrelid = c.oid and i.indisunique and i.indpred is null and i.indexprs is null) as keys,
    (select coalesce(json_agg(json_build_object('columns', ${namesOf('c.oid', 'f.conkey')}, 'table', r.relname,
        'references', ${namesOf('f.confrelid', 'f.confkey')}, 'onDelete', ${actionOf('f.confdeltype')},
        'onUpdate', ${actionOf('f.confupdtype')})), '[]')
      from pg_constraint f join pg_class r on r.oid = f.confrelid and r.relnamespace = c.relnamespace
      where f.conrelid = c.oid and f.contype = 'f') as "foreignKeys"
  from pg_class c
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
  order by c.relname`;
