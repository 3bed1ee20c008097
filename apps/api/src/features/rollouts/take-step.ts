import { readRollout, type Tx } from '@blunari/db';
import type { Rollout } from '@blunari/schema/api';
import { ok } from '@blunari/schema/result';
import { tellFlagNews } from '../../shared/rollouts/tell-flag-news.ts';
import { asCaller } from '../../trpc/as-caller.ts';
import type { Caller, Context } from '../../trpc/context.ts';

/** Takes one step and answers the roll-out as it is then. Restaurants too many for the step itself are told right after. */
export async function takeStep(
  ctx: Omit<Context, 'caller'> & { readonly caller: Caller },
  step: (tx: Tx) => Promise<void>,
): Promise<Rollout> {
  await asCaller(ctx, async (tx) => ok(await step(tx)));
  void tellFlagNews(ctx.db, ctx.log);
  // In a transaction of its own: numbers that take too long must not undo a step, least of all one back.
  return asCaller(ctx, async (tx) => ok(await readRollout(tx)));
}
