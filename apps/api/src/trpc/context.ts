import type { Database } from '@blunari/db';
import { appError, type AppError } from '@blunari/schema/errors';
import { err, ok, type Result } from '@blunari/schema/result';
import type { FastifyRequest } from 'fastify';
import type { SetupDeps } from '../readiness/setup-deps.ts';
import type { Claims } from '../tokens/claims.ts';
import type { VerifyToken } from '../tokens/verify-token.ts';

export interface ContextDeps {
  readonly db: Database;
  readonly verifyToken: VerifyToken;
  /** Unix time in ms. */
  readonly now: () => number;
  /** Why product procedures are not answered at this moment, if they are not. */
  readonly refusal: () => AppError | undefined;
  /** What the test page asks the installation; `undefined` where that page is switched off. */
  readonly setup: SetupDeps | undefined;
}

/** A signed-in person: their token's claims, which row security reads, and their id. */
export interface Caller {
  readonly userId: string;
  readonly claims: Claims;
}

export interface Context {
  readonly db: Database;
  readonly now: () => number;
  readonly refusal: ContextDeps['refusal'];
  readonly setup: ContextDeps['setup'];
  readonly log: FastifyRequest['log'];
  /** Who calls, or why nobody is let in. */
  readonly caller: Result<Caller>;
}

export function createContextFactory({ db, verifyToken, now, refusal, setup }: ContextDeps) {
  return async ({ req }: { req: FastifyRequest }): Promise<Context> => ({
    db,
    now,
    refusal,
    setup,
    log: req.log,
    caller: await readCaller(verifyToken, req.headers.authorization),
  });
}

async function readCaller(verifyToken: VerifyToken, authorization: string | undefined): Promise<Result<Caller>> {
  const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
  const claims = await verifyToken(token);
  if (!claims.ok) {
    if (claims.error.code === 'unavailable') return err(appError('unavailable', claims.error.message));
    return err(appError('not_signed_in', 'Please sign in again.'));
  }
  const { role, sub } = claims.value;
  // An API key is no person; the service key's rights are for tools that talk to the database's own interfaces.
  if (role !== 'authenticated' || sub === undefined) return err(appError('not_signed_in', 'Please sign in.'));
  return ok({ userId: sub, claims: claims.value });
}
