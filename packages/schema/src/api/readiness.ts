import { z } from 'zod';

/** One check of the database that found something: what it looked at, what is wrong, and the SQL that mends it. */
export const findingSchema = z.object({ check: z.string(), subject: z.string(), result: z.string(), mend: z.string() });

export type ReadinessFinding = z.infer<typeof findingSchema>;

const countSchema = z.number().int().nonnegative();

/** What is known of a database before the API's own login gets in; null where nobody could be asked. */
export const beforeSchema = z.object({
  /** Whether the migration has run to its end. */
  isMigrated: z.boolean().nullable(),
  hasTenants: z.boolean().nullable(),
  /** Tables with a name of ours, of as many as there will be. */
  tableCount: countSchema.nullable(),
  expectedTableCount: countSchema,
});

export type BeforeMigration = z.infer<typeof beforeSchema>;

const migratedSchema = z.object({
  serverVersion: z.string(),
  checkCount: countSchema,
  /** Checks that fail, in the order of mending; at most a hundred. */
  wrong: z.array(findingSchema),
  wrongCount: countSchema,
  /** Of what restaurants have; null for whoever is not known to be an admin. */
  counts: z.object({ tenants: countSchema, configs: countSchema }).nullable(),
  lastMigration: z.string(),
});

/**
 * Whether the database can carry the product. Until it is migrated anybody signed in may ask, and learns nothing of any
 * tenant; afterwards only admins are answered, and where it is broken who is one, everybody is, without the counts.
 */
export const readinessSchema = z.discriminatedUnion('state', [
  /** `reason`: a code of the network or of Postgres, such as ECONNREFUSED. */
  z.object({ state: z.literal('unreachable'), reason: z.string() }),
  z.object({ state: z.literal('not_migrated'), serverVersion: z.string().nullable(), before: beforeSchema }),
  /** The API's role may not log in, or has another password than the API. */
  z.object({ state: z.literal('login_refused'), before: beforeSchema }),
  migratedSchema.extend({ state: z.literal('checks_fail') }),
  migratedSchema.extend({ state: z.literal('ready') }),
]);

export type Readiness = z.infer<typeof readinessSchema>;

/** The migration as one file, to be copied into an SQL editor or handed to psql. */
export const migrationScriptSchema = z.object({ fileName: z.string(), sql: z.string() });

export type MigrationScript = z.infer<typeof migrationScriptSchema>;
