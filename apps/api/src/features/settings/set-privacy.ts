import { privacySchema, setPrivacySchema } from '@blunari/schema/api';
import { appError } from '@blunari/schema/errors';
import { err } from '@blunari/schema/result';
import { asCaller } from '../../trpc/as-caller.ts';
import { procedure } from '../../trpc/init.ts';
import { readPrivacy } from './read-privacy.ts';

/**
 * Says when widgets may count visits, of which they know from their next load on, and how many days single ones are kept:
 * older ones go with the next round of retention. The database lets admins and owners do it.
 */
export const setPrivacy = procedure
  .input(setPrivacySchema)
  .output(privacySchema)
  .mutation(({ ctx, input: { tenantId, ...changes } }) =>
    asCaller(ctx, async (tx) => {
      const before = await readPrivacy(tx, tenantId);
      if (!before.ok) return before;
      const { insights = before.value.insights, eventDays = before.value.eventDays } = changes;
      if (insights === before.value.insights && eventDays === before.value.eventDays) return before;
      const { count } = await tx.widgetSettings.updateMany({ where: { tenantId }, data: changes });
      // Row security hides the row from a viewer's update without an error.
      if (count === 0) return err(appError('forbidden', 'Only an admin can say how visits are counted and kept.'));
      return readPrivacy(tx, tenantId);
    }),
  );
