import {
  abortSchema,
  auditInputSchema,
  auditSchema,
  backSchema,
  connectionsSchema,
  courseInputSchema,
  courseSchema,
  failuresInputSchema,
  failuresSchema,
  goOnSchema,
  hoursInputSchema,
  moveTenantSchema,
  pauseSchema,
  planSchema,
  retireSchema,
  rolloutSchema,
  rolloutTenantsInputSchema,
  rolloutTenantsSchema,
  setRuleSchema,
  setStageSchema,
} from '@blunari/schema/api';
import { appError } from '@blunari/schema/errors';
import { err, ok } from '@blunari/schema/result';
import { z } from 'zod';
import { abort, goBack, goOn, pause } from '../rollout/batch-steps.ts';
import { connectionsOf } from '../rollout/connections.ts';
import { courseOf } from '../rollout/course.ts';
import { failuresOf } from '../rollout/failures.ts';
import { listAudit } from '../rollout/list-audit.ts';
import { listTenants } from '../rollout/list-tenants.ts';
import {
  bringBack,
  moveTenant,
  planBatches,
  retire,
  setRule,
  setStage,
  type Scene,
  type Step,
} from '../rollout/steps.ts';
import { takeStep } from '../rollout/take-step.ts';
import { toRollout } from '../rollout/to-rollout.ts';
import { watchBatch } from '../rollout/watch-batch.ts';
import { procedure, type Procedure } from './procedure.ts';

const hourMs = 3_600_000;

/** For the platform's own staff; anybody else hears no word about what was sent. */
const forStaff =
  (run: Procedure): Procedure =>
  (call, input) =>
    call.state.people.get(call.userId)?.isPlatformAdmin === true
      ? run(call, input)
      : err(appError('forbidden', 'Only platform admins may do this.'));

/** A step is taken with its reason, which the audit keeps, and answers the roll-out as it is then. */
const stepOf = <Input extends z.ZodType<{ readonly reason: string }>>(
  input: Input,
  step: (scene: Scene, input: z.infer<Input>) => Step,
): Procedure =>
  forStaff(procedure(input, rolloutSchema, (call, sent) => takeStep(call, sent.reason, (scene) => step(scene, sent))));

export const rolloutProcedures = {
  'rollouts.get': forStaff(
    procedure(z.undefined(), rolloutSchema, (call) => {
      watchBatch(call);
      return ok(toRollout(call.state));
    }),
  ),
  'rollouts.course': forStaff(
    procedure(courseInputSchema, courseSchema, ({ state, now }, wanted) => ok(courseOf(state, now(), wanted))),
  ),
  'rollouts.connections': forStaff(
    procedure(hoursInputSchema, connectionsSchema, ({ state, now }, { hours }) => {
      const reports = [...state.rollout.reports.values()];
      return ok(connectionsOf(reports.filter(({ atMs }) => atMs >= now() - hours * hourMs)));
    }),
  ),
  'rollouts.failures': forStaff(
    procedure(failuresInputSchema, failuresSchema, ({ state, now }, wanted) => ok(failuresOf(state, now(), wanted))),
  ),
  'rollouts.tenants': forStaff(
    procedure(rolloutTenantsInputSchema, rolloutTenantsSchema, ({ state, now }, wanted) =>
      ok(listTenants(state, now(), wanted)),
    ),
  ),
  'rollouts.audit': forStaff(
    procedure(auditInputSchema, auditSchema, ({ state }, wanted) => ok(listAudit(state, wanted))),
  ),
  'rollouts.setStage': stepOf(setStageSchema, setStage),
  'rollouts.setRule': stepOf(setRuleSchema, (scene, { rule, reason }) => setRule(scene, rule, reason)),
  'rollouts.plan': stepOf(planSchema, planBatches),
  'rollouts.goOn': stepOf(goOnSchema, (scene, { batch, reason }) => goOn(scene, batch, reason)),
  'rollouts.pause': stepOf(pauseSchema, (scene, { batch, reason }) => pause(scene, batch, reason)),
  'rollouts.abort': stepOf(abortSchema, (scene, { batch, reason }) => abort(scene, batch, reason)),
  'rollouts.back': stepOf(backSchema, (scene, { toBatch, reason }) => goBack(scene, toBatch, reason)),
  'rollouts.moveTenant': stepOf(moveTenantSchema, moveTenant),
  'rollouts.retire': stepOf(retireSchema, (scene, { reason }) => retire(scene, reason)),
  'rollouts.bringBack': stepOf(retireSchema, (scene, { reason }) => bringBack(scene, reason)),
};
