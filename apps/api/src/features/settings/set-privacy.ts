import { privacySchema, setPrivacySchema } from '@blunari/schema/api';
import { appError } from '@blunari/schema/errors';
import { err } from '@blunari/schema/result';
import { asCaller } from '../../trpc/as-caller.ts';
import { procedure } from '../../trpc/init.ts';
import { readPrivacy } from './read-privacy.ts';

/** Says when widgets may count visits; they know from their next load on. The database lets admins and owners do it. */
export const setPrivacy = procedure
  .input(setPrivacySchema)
  .output(privacySchema)
  .mutation(({ ctx, input: { tenantId, insights } }) =>
    asCaller(ctx, async (tx) => {
      const before = await readPrivacy(tx, tenantId);
      if (!before.ok || before.value.insights === insights) return before;
      const { count } = await tx.widgetSettings.updateMany({ where: { tenantId }, data: { insights } });
      // Row security hides the row from a viewer's update without an error.
      if (count === 0) return err(appError('forbidden', 'Only an admin can say when visits are counted.'));
      return readPrivacy(tx, tenantId);
    }),
  );
