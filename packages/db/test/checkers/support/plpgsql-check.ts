import { withClient } from '../../../src/server/with-client.ts';
import { z } from 'zod';
import type { Finding } from './findings.ts';

/**
 * Every function of ours in PL/pgSQL with the table whose trigger calls it, or 0; a trigger function that no trigger
 * calls cannot be checked, and is told apart by null. `written` is what its trigger calls the rows of a statement.
 */
const functionsSql = `
select p.oid, p.oid::regprocedure::text as name, case when p.prorettype = 'trigger'::regtype then t.tgrelid else 0 end as table_oid,
  t.tgnewtable::text as written
from pg_catalog.pg_proc p
join pg_catalog.pg_language l on l.oid = p.prolang and l.lanname = 'plpgsql'
left join (select distinct tgfoid, tgrelid, tgnewtable from pg_catalog.pg_trigger where not tgisinternal) t on t.tgfoid = p.oid
where p.pronamespace in ('public'::regnamespace, 'widget_private'::regnamespace)
order by 2`;

const functionSchema = z.object({
  oid: z.number(),
  name: z.string(),
  table_oid: z.number().nullable(),
  written: z.string().nullable(),
});

const checkSql = `
select functionid::text as name, lineno, level, message, detail, hint from extensions.plpgsql_check_function_tb($1::oid, $2::oid,
  fatal_errors => false, other_warnings => true, performance_warnings => true, extra_warnings => true,
  security_warnings => true, newtable => $3::name)`;

const problemSchema = z.object({
  lineno: z.number().nullable(),
  level: z.string(),
  message: z.string(),
  detail: z.string().nullable(),
  hint: z.string().nullable(),
});

/** Checks every PL/pgSQL function of ours; as the superuser, who alone may have the extension. */
export async function runPlpgsqlCheck(superuserUrl: string): Promise<readonly Finding[]> {
  return withClient(superuserUrl, async (client) => {
    await client.query('create extension if not exists plpgsql_check with schema extensions');
    const functions = z.array(functionSchema).parse((await client.query(functionsSql)).rows);
    const findings: Finding[] = [];
    for (const { oid, name, table_oid: table, written } of functions) {
      if (table === null) {
        findings.push({ rule: 'no trigger', subject: name, detail: 'a trigger function that nothing calls' });
        continue;
      }
      const problems = z.array(problemSchema).parse((await client.query(checkSql, [oid, table, written])).rows);
      for (const { level, lineno, message, detail, hint } of problems) {
        const text = [message, detail, hint].filter((part) => part !== null).join('; ');
        findings.push({ rule: level, subject: `${name}, line ${lineno ?? 0}`, detail: text });
      }
    }
    return findings;
  });
}
