import { grantOver } from '@blunari/db';
import { grantOverSchema } from '@blunari/schema/api';
import { grantedSlotSchema } from '@blunari/schema/booking';
import { ok } from '@blunari/schema/result';
import { z } from 'zod';
import { readPlace } from '../../shared/tenant/read-place.ts';
import { asCaller } from '../../trpc/as-caller.ts';
import { procedure } from '../../trpc/init.ts';
import { instantAt } from './instant-at.ts';

const minuteMs = 60_000;

/** Lets an area hold more than its seats for a while, with the reason why. */
export const grantOverProcedure = procedure
  .input(grantOverSchema)
  .output(z.array(grantedSlotSchema).readonly())
  .mutation(({ ctx, input: { localDate, localTime, minutes, ...grant } }) =>
    asCaller(ctx, async (tx) => {
      const place = await readPlace(tx, grant.tenantId);
      if (!place.ok) return place;
      const from = instantAt(localDate, localTime, place.value.timeZone);
      if (!from.ok) return from;
      const to = new Date(from.value.getTime() + minutes * minuteMs);
      return ok(await grantOver(tx, { ...grant, from: from.value, to }));
    }),
  );
