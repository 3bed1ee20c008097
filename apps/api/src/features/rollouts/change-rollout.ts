import {
  abortRollout,
  goBackToBatch,
  goOnWithBatch,
  moveTenant,
  pauseBatch,
  planRollout,
  retireEarlierForm,
  setStage,
  setStopRule,
} from '@blunari/db';
import {
  abortSchema,
  backSchema,
  goOnSchema,
  moveTenantSchema,
  pauseSchema,
  planSchema,
  retireSchema,
  rolloutSchema,
  setRuleSchema,
  setStageSchema,
} from '@blunari/schema/api';
import { platformProcedure } from '../../trpc/init.ts';
import { takeStep } from './take-step.ts';

/*
 * Each step is taken with its reason, which the audit keeps, and answers the roll-out as it is then. `outside_rules`: the
 * roll-out is elsewhere by now.
 */

/** By hand: off, a list, a share, or on for all. A batch under way ends. */
export const setStageProcedure = platformProcedure
  .input(setStageSchema)
  .output(rolloutSchema)
  .mutation(({ ctx, input }) => takeStep(ctx, (tx) => setStage(tx, input)));

/** When a batch is stopped by itself. */
export const setRuleProcedure = platformProcedure
  .input(setRuleSchema)
  .output(rolloutSchema)
  .mutation(({ ctx, input }) => takeStep(ctx, (tx) => setStopRule(tx, input)));

/** Batches in place of those that are not begun. */
export const planProcedure = platformProcedure
  .input(planSchema)
  .output(rolloutSchema)
  .mutation(({ ctx, input }) => takeStep(ctx, (tx) => planRollout(tx, input)));

/** The batch that shall run: the one that was held, the next, or, after the last, none. */
export const goOnProcedure = platformProcedure
  .input(goOnSchema)
  .output(rolloutSchema)
  .mutation(({ ctx, input }) => takeStep(ctx, (tx) => goOnWithBatch(tx, input)));

/** Nothing goes on by itself. */
export const pauseProcedure = platformProcedure
  .input(pauseSchema)
  .output(rolloutSchema)
  .mutation(({ ctx, input }) => takeStep(ctx, (tx) => pauseBatch(tx, input)));

/** Ends the plan; whoever is moved stays moved. */
export const abortProcedure = platformProcedure
  .input(abortSchema)
  .output(rolloutSchema)
  .mutation(({ ctx, input }) => takeStep(ctx, (tx) => abortRollout(tx, input)));

/** Back to the end of an earlier batch, or to nobody. */
export const backProcedure = platformProcedure
  .input(backSchema)
  .output(rolloutSchema)
  .mutation(({ ctx, input }) => takeStep(ctx, (tx) => goBackToBatch(tx, input)));

/** One restaurant, by hand. */
export const moveTenantProcedure = platformProcedure
  .input(moveTenantSchema)
  .output(rolloutSchema)
  .mutation(({ ctx, input }) => takeStep(ctx, (tx) => moveTenant(tx, input)));

/** The earlier form serves nobody any more. */
export const retireProcedure = platformProcedure
  .input(retireSchema)
  .output(rolloutSchema)
  .mutation(({ ctx, input }) => takeStep(ctx, (tx) => retireEarlierForm(tx, { ...input, retires: true })));

/** The earlier form can be given again. */
export const bringBackProcedure = platformProcedure
  .input(retireSchema)
  .output(rolloutSchema)
  .mutation(({ ctx, input }) => takeStep(ctx, (tx) => retireEarlierForm(tx, { ...input, retires: false })));
