import { createHash } from 'node:crypto';
import type { ClientBase } from 'pg';
import { z } from 'zod';
import { readMigrationFiles, VERIFY_FILE } from './migration-files.ts';

/** How the migrations that a database has are to those of this code. */
export type ReleaseOrder = 'none' | 'earlier' | 'same' | 'later';

const rowsSchema = z.tuple([z.object({ digest: z.string().nullable(), lastVersion: z.string().nullable() })]);

/** Asks the database which migrations its `widget_private.verify()` knows. */
export async function compareRelease(client: Pick<ClientBase, 'query'>): Promise<ReleaseOrder> {
  const { rows } = await client.query(
    `select md5(p.prosrc) as digest, substring(p.prosrc from 'migrations up to ([0-9]{14})') as "lastVersion"
     from (values (to_regprocedure('widget_private.verify()'))) as asked (id)
     left join pg_catalog.pg_proc p on p.oid = asked.id`,
  );
  const [{ digest, lastVersion }] = rowsSchema.parse(rows);
  if (digest === null) return 'none';
  if (digest === (await readVerifyDigest())) return 'same';
  const known = (await readMigrationFiles()).filter(({ fileName }) => fileName !== VERIFY_FILE);
  return known.every(({ version }) => version < (lastVersion ?? '')) ? 'later' : 'earlier';
}

/** Of `widget_private.verify()`, as Postgres keeps its body: it lists all that a release has. */
export async function readVerifyDigest(): Promise<string> {
  const sql = (await readMigrationFiles()).find(({ fileName }) => fileName === VERIFY_FILE)?.sql ?? '';
  const body = /as \$verify\$(?<body>.*)\$verify\$;/s.exec(sql)?.groups?.['body'] ?? '';
  return createHash('md5').update(body).digest('hex');
}
