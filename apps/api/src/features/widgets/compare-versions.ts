import { compareVersions } from '@blunari/db';
import { compareVersionsSchema, versionComparisonSchema } from '@blunari/schema/api';
import { asCaller } from '../../trpc/as-caller.ts';
import { procedure } from '../../trpc/init.ts';

/** What differs between two versions of a widget, field by field. */
export const compareVersionsProcedure = procedure
  .input(compareVersionsSchema)
  .output(versionComparisonSchema)
  .query(({ ctx, input }) => asCaller(ctx, (tx) => compareVersions(tx, input)));
