import { appError } from '@blunari/schema/errors';
import { procedure, signedInProcedure } from '../../trpc/init.ts';
import { toTrpcError } from '../../trpc/to-trpc-error.ts';

const absent = () => toTrpcError(appError('not_found', 'There is no such procedure.'));

/** For the test page, whether the database is ready or not. Where the page is switched off there is no such procedure. */
export const setupProcedure = signedInProcedure.use(({ ctx, next }) => {
  if (!ctx.setup) throw absent();
  return next({ ctx: { ...ctx, setup: ctx.setup } });
});

/** For the test page, once the database is ready. */
export const testProcedure = procedure.use(({ ctx, next }) => {
  if (!ctx.setup) throw absent();
  return next();
});
