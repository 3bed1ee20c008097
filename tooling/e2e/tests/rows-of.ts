import { escapeIdentifier, DatabaseError, type Client } from 'pg';

/** A table as the catalogue lists it, with its columns. */
export interface Table {
  readonly name: string;
  readonly columns: readonly string[];
}

/** What came of statements on one restaurant's rows: how many each touched, or `refused`. */
export interface Outcome {
  readonly select: number | 'refused';
  readonly delete: number | 'refused';
  readonly insert: number | 'refused';
  readonly update: Readonly<Record<string, number | 'refused'>>;
}

/** The platform's own tables, in which no restaurant sees a row. */
export const platformTables: readonly string[] = [
  'widget_audit',
  'widget_connection_reports',
  'widget_feature_flag_overrides',
  'widget_feature_flags',
  'widget_rollouts',
  'widget_save_minutes',
];

/** Every table of the widgets that there is, so that no new one can be forgotten. */
export async function widgetTables(database: Client): Promise<readonly Table[]> {
  const { rows } = await database.query<Table>(
    `select c.relname::text as name, array_agg(a.attname::text order by a.attnum) as columns
     from pg_catalog.pg_class c join pg_catalog.pg_attribute a on a.attrelid = c.oid
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f')
       and c.relname like 'widget\\_%' and a.attnum > 0 and not a.attisdropped
     group by c.relname order by c.relname`,
  );
  return rows;
}

/** Runs in one transaction as the person of these claims; nothing of it stays. */
export async function inTheNameOf<Value>(database: Client, claims: object, run: () => Promise<Value>): Promise<Value> {
  await database.query('begin');
  try {
    await become(database, claims);
    return await run();
  } finally {
    await database.query('rollback');
  }
}

/** From here to the end of the transaction, as the API does it for a checked token. */
export async function become(database: Client, claims: object): Promise<void> {
  await database.query('set local role authenticated');
  await database.query(`select set_config('request.jwt.claims', $1, true)`, [JSON.stringify(claims)]);
}

/** Reads and tries to change, delete and add rows of a restaurant. */
export async function tryAll(database: Client, { name, columns }: Table, tenantId: string): Promise<Outcome> {
  const table = `public.${escapeIdentifier(name)}`;
  const on = (statement: string) => rowsOf(database, statement, tenantId);
  const update: Record<string, number | 'refused'> = {};
  for (const column of columns) {
    const quoted = escapeIdentifier(column);
    update[column] = await on(`update ${table} set ${quoted} = ${quoted} where tenant_id = $1`);
  }
  return {
    select: await on(`select from ${table} where tenant_id = $1`),
    delete: await on(`delete from ${table} where tenant_id = $1`),
    insert: await on(`insert into ${table} (tenant_id) values ($1)`),
    update,
  };
}

/** A refusal is one of rights alone: a statement that fails for another reason proves nothing. */
async function rowsOf(database: Client, statement: string, tenantId: string): Promise<number | 'refused'> {
  await database.query('savepoint before');
  try {
    return (await database.query(statement, [tenantId])).rowCount ?? 0;
  } catch (error) {
    if (error instanceof DatabaseError && error.code === insufficientPrivilege) return 'refused';
    throw error;
  } finally {
    await database.query('rollback to savepoint before');
  }
}

const insufficientPrivilege = '42501';
