import {
  listRolloutAudit,
  listRolloutTenants,
  readConnections,
  readCourse,
  readFailures,
  readRollout,
} from '@blunari/db';
import {
  auditInputSchema,
  auditSchema,
  connectionsSchema,
  courseInputSchema,
  courseSchema,
  failuresInputSchema,
  failuresSchema,
  hoursInputSchema,
  rolloutSchema,
  rolloutTenantsInputSchema,
  rolloutTenantsSchema,
} from '@blunari/schema/api';
import { ok } from '@blunari/schema/result';
import { asCaller } from '../../trpc/as-caller.ts';
import { platformProcedure } from '../../trpc/init.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

const hoursBefore = (nowMs: number, hours: number): string => new Date(nowMs - hours * hourMs).toISOString();

/** Stage, restaurants, batches with their numbers, and the rule. */
export const getRollout = platformProcedure
  .output(rolloutSchema)
  .query(({ ctx }) => asCaller(ctx, async (tx) => ok(await readRollout(tx))));

/** Saves of both components over time. */
export const getCourse = platformProcedure
  .input(courseInputSchema)
  .output(courseSchema)
  .query(({ ctx, input: { hours, stepMinutes } }) =>
    asCaller(ctx, async (tx) => {
      const nowMs = ctx.now();
      const until = new Date(nowMs + minuteMs).toISOString();
      return ok(await readCourse(tx, { since: hoursBefore(nowMs, hours), until, windowMinutes: stepMinutes }));
    }),
  );

/** How lines did, as screens reported it. */
export const getConnections = platformProcedure
  .input(hoursInputSchema)
  .output(connectionsSchema)
  .query(({ ctx, input }) =>
    asCaller(ctx, async (tx) => ok(await readConnections(tx, hoursBefore(ctx.now(), input.hours)))),
  );

/** Why saves failed. */
export const getFailures = platformProcedure
  .input(failuresInputSchema)
  .output(failuresSchema)
  .query(({ ctx, input: { hours, ...wanted } }) =>
    asCaller(ctx, async (tx) => ok(await readFailures(tx, { ...wanted, since: hoursBefore(ctx.now(), hours) }))),
  );

/** Restaurants and what each of them has. */
export const listTenants = platformProcedure
  .input(rolloutTenantsInputSchema)
  .output(rolloutTenantsSchema)
  .query(({ ctx, input }) => asCaller(ctx, async (tx) => ok(await listRolloutTenants(tx, input))));

/** What happened, by whom and why. */
export const listAudit = platformProcedure
  .input(auditInputSchema)
  .output(auditSchema)
  .query(({ ctx, input }) => asCaller(ctx, async (tx) => ok(await listRolloutAudit(tx, input))));
