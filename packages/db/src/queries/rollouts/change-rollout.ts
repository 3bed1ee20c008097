import type { MoveTenant, Plan, SetStage } from '@blunari/schema/api';
import { rolloutFlagKey, type StopRule } from '@blunari/schema/rollout';
import type { Tx } from '../../client.ts';

/*
 * Steps of the roll-out, in the name of a platform admin. Each throws what the database refuses: forbidden for anybody
 * else, outside_rules where the roll-out is elsewhere by now, not_found, invalid_input. Restaurants are told by the
 * database.
 */

/** By hand; ends a batch under way. */
export async function setStage(tx: Tx, { stage, percent, reason }: SetStage): Promise<void> {
  await tx.$queryRaw`
    select 1 as done from widget_private.rollout_set_stage(
      ${rolloutFlagKey}, ${stage}, ${percent ?? null}::numeric, ${reason}
    )`;
}

/** Puts one restaurant in or takes it out, or leaves it to the stage again. */
export async function moveTenant(tx: Tx, { tenantId, to, reason }: MoveTenant): Promise<void> {
  const isIn = to === 'rule' ? null : to === 'editor';
  await tx.$queryRaw`
    select 1 as done from widget_private.rollout_decide(
      ${rolloutFlagKey}, ${tenantId}::uuid, ${isIn}::boolean, ${reason}
    )`;
}

/** Batches in place of those not begun. */
export async function planRollout(tx: Tx, { batches, reason }: Plan): Promise<void> {
  const rows = batches.map(({ target, goesOnAfterMinutes }) => ({
    ...(target.by === 'percent' ? { percent: target.percent } : { tenants: target.tenants }),
    ...(goesOnAfterMinutes === undefined ? {} : { goesOnAfterMinutes }),
  }));
  await tx.$queryRaw`
    select 1 as done from widget_private.rollout_plan(${rolloutFlagKey}, ${JSON.stringify(rows)}::jsonb, ${reason})`;
}

export interface BatchStep {
  readonly batch: number;
  readonly reason: string;
}

/** Makes that batch the one that runs; one more than the last one completes the roll-out. */
export async function goOnWithBatch(tx: Tx, { batch, reason }: BatchStep): Promise<void> {
  await tx.$queryRaw`
    select 1 as done from widget_private.rollout_go_on(${rolloutFlagKey}, ${batch}::integer, ${reason})`;
}

export async function pauseBatch(tx: Tx, { batch, reason }: BatchStep): Promise<void> {
  await tx.$queryRaw`
    select 1 as done from widget_private.rollout_pause(${rolloutFlagKey}, ${batch}::integer, ${reason})`;
}

/** Ends the plan; whoever is moved stays moved. */
export async function abortRollout(tx: Tx, { batch, reason }: BatchStep): Promise<void> {
  await tx.$queryRaw`
    select 1 as done from widget_private.rollout_abort(${rolloutFlagKey}, ${batch}::integer, ${reason})`;
}

/** Back to where a batch ended that passed; 0: nobody has it. */
export async function goBackToBatch(
  tx: Tx,
  { toBatch, reason }: { readonly toBatch: number; readonly reason: string },
): Promise<void> {
  await tx.$queryRaw`
    select 1 as done from widget_private.rollout_back(${rolloutFlagKey}, ${toBatch}::integer, ${reason})`;
}

export async function setStopRule(
  tx: Tx,
  { rule, reason }: { readonly rule: StopRule; readonly reason: string },
): Promise<void> {
  await tx.$queryRaw`
    select 1 as done from widget_private.rollout_set_rule(${rolloutFlagKey}, ${JSON.stringify(rule)}::jsonb, ${reason})`;
}

/** Retires the earlier form, or lets it serve again. */
export async function retireEarlierForm(
  tx: Tx,
  { retires, reason }: { readonly retires: boolean; readonly reason: string },
): Promise<void> {
  await tx.$queryRaw`
    select 1 as done from widget_private.rollout_retire(${rolloutFlagKey}, ${retires}::boolean, ${reason})`;
}
