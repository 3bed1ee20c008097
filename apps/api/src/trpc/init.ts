import { initTRPC } from '@trpc/server';
import { appErrorOf } from './app-error-of.ts';
import type { Context } from './context.ts';
import { toTrpcError } from './to-trpc-error.ts';
import { unwrap } from './unwrap.ts';

const t = initTRPC.context<Context>().create({
  // Never a stack trace, whatever NODE_ENV says.
  isDev: false,
  errorFormatter: ({ shape, error }) => {
    const appError = appErrorOf(error);
    return { ...shape, message: appError.message, data: { ...shape.data, appError } };
  },
});

export const router = t.router;

/** A procedure for people who are signed in, whether the database is there or not. */
export const signedInProcedure = t.procedure.use(({ ctx, next }) =>
  next({ ctx: { ...ctx, caller: unwrap(ctx.caller) } }),
);

/** A procedure of the product, for people who are signed in; all it reads or writes goes through row security as them. */
export const procedure = signedInProcedure.use(({ ctx, next }) => {
  const refused = ctx.refusal();
  if (refused) throw toTrpcError(refused);
  return next();
});
