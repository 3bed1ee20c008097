import { migrationScriptSchema, type MigrationScript } from '@blunari/schema/api';
import { setupProcedure } from '../../shared/test-page/test-page-procedures.ts';

/** The migration as one file. It is the same in every installation, so whoever is signed in may have it. */
export const getMigrationScript = setupProcedure
  .output(migrationScriptSchema)
  .query(async ({ ctx }): Promise<MigrationScript> => {
    const { fileName, sql } = await ctx.setup.readMigrationScript();
    return { fileName, sql };
  });
