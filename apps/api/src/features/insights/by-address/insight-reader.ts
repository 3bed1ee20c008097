import { createHash } from 'node:crypto';
import type { Database, Tx } from '@blunari/db';
import type { WidgetType } from '@blunari/schema/config';
import { appError } from '@blunari/schema/errors';
import { err, ok, type Result } from '@blunari/schema/result';
import { timeZoneSchema } from '@blunari/schema/time';
import type { FastifyRequest } from 'fastify';
import { callAs } from '../../../trpc/as-caller.ts';
import { type ContextDeps, createContextFactory } from '../../../trpc/context.ts';
import { deskOf, openDesk, type InsightDesk } from '../open-desk.ts';

/** Whose insights; a token is of one restaurant, which need not be named. */
export interface Whose {
  readonly tenantId?: string | undefined;
  readonly widget?: WidgetType | undefined;
}

/** Reads in one transaction as whoever asks. Each call looks anew whether they still may. */
export type InsightReader = <Value>(
  whose: Whose,
  run: (tx: Tx, desk: InsightDesk) => Promise<Value>,
) => Promise<Result<Value>>;

/** Who asks: a program with a restaurant's token, or a signed-in person. */
export function createReaderFactory(deps: ContextDeps): (request: FastifyRequest) => Promise<Result<InsightReader>> {
  const createContext = createContextFactory(deps);
  return async (request) => {
    const token = bearerOf(request);
    if (token?.startsWith('blu_') === true) return ok(readByToken(deps.db, digestOf(token)));
    const { caller } = await createContext({ req: request });
    if (!caller.ok) return caller;
    return ok(({ tenantId, widget }, run) => {
      if (tenantId === undefined)
        return Promise.resolve(err(appError('invalid_input', 'Say which restaurant: tenant=<id>.')));
      return callAs(deps.db, caller.value, async (tx) => {
        const desk = await openDesk(tx, { tenantId, widget });
        return desk.ok ? ok(await run(tx, desk.value)) : desk;
      });
    });
  };
}

/**
 * A token's transaction has the claim `api_token`, which the policies of insights know and no other does: row security is
 * the wall, here too.
 */
function readByToken(db: Database, digest: string): InsightReader {
  return async ({ tenantId, widget }, run) => {
    const use = await db.visitor.useApiToken(digest);
    if (!use.ok) return use;
    if (use.value === null) return err(appError('not_signed_in', 'This token is not good, or not any more.'));
    const { id, widgets, timeZone, ...known } = use.value;
    if (tenantId !== undefined && tenantId !== known.tenantId) {
      return err(appError('not_found', 'This token is not of that restaurant.'));
    }
    const asked = widgets.filter(({ type }) => widget === undefined || type === widget);
    const desk = deskOf(known.tenantId, timeZoneSchema.catch('UTC').parse(timeZone), asked);
    return callAs(db, { userId: id, claims: { api_token: digest } }, async (tx) => ok(await run(tx, desk)));
  };
}

/** The token that a request brings, of a program or of a session; how the scheme before it is written says nothing. */
export function bearerOf({ headers }: FastifyRequest): string | undefined {
  return /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1];
}

/** As the database keeps it: SHA-256 in hex. */
export function digestOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
