import { randomUUID } from 'node:crypto';
import type { BrowserContext } from '@playwright/test';
import type { Stack } from '@blunari/stack/testing';
import { Client } from 'pg';
import { z } from 'zod';

const visitSchema = z.object({
  type: z.enum(['view', 'interaction', 'conversion']),
  /** `step kind` of an interaction. */
  what: z.string(),
  entry: z.string().nullable(),
  sessionId: z.string().nullable(),
  pageUrl: z.string(),
  metadata: z.record(z.string(), z.unknown()),
});

export type Visited = z.infer<typeof visitSchema>;

/** An address that nobody else visits, so that its events are those of one test. */
export function ownAddress(url: string): { readonly url: string; readonly mark: string } {
  const mark = randomUUID();
  const address = new URL(url);
  address.searchParams.set('utm_source', mark);
  return { url: address.href, mark };
}

/**
 * What is stored of the visits to such an address, in no order: the server dates conversions, and the rest the device, which
 * knows the server's clock to half a second only (its `Date` header counts whole ones).
 */
export async function visitsOf(stack: Stack, mark: string): Promise<readonly Visited[]> {
  return withDatabase(stack, async (database) => {
    const { rows } = await database.query(
      `select event_type as type, concat_ws(' ', metadata ->> 'step', case when event_type = 'interaction' then metadata ->> 'kind' end)
         as what, metadata ->> 'entry' as entry, session_id::text as "sessionId", page_url as "pageUrl", metadata
       from public.widget_analytics where page_url like '%utm_source=' || $1 || '%'`,
      [mark],
    );
    return z.array(visitSchema).parse(rows);
  });
}

/** Sessions that asked for a party which the demo restaurant takes on no day. */
export async function tooLargeParties(stack: Stack, partySize: number): Promise<number> {
  return withDatabase(stack, async (database) => {
    const { rows } = await database.query(
      `select coalesce(sum(a.sessions), 0)::integer as sessions
       from public.widget_turned_away a join public.tenants t on t.id = a.tenant_id
       where t.slug = 'trattoria-lucia' and a.rule = 'party-too-large' and a.party_size = $1`,
      [partySize],
    );
    return z.array(z.object({ sessions: z.number() })).parse(rows)[0]?.sessions ?? 0;
  });
}

/** Says when the demo restaurant's widgets count visits. */
export async function setInsights(stack: Stack, insights: string): Promise<void> {
  await withDatabase(stack, (database) =>
    database.query(
      `update public.widget_settings s set insights = $1 from public.tenants t where t.id = s.tenant_id and t.slug = 'trattoria-lucia'`,
      [insights],
    ),
  );
}

/** From now on the server gives no answer to events, until the answer of this is called. */
export async function silenceJournal(context: BrowserContext): Promise<() => Promise<void>> {
  const path = /\/w\/wk_[a-z0-9]+\/i$/;
  await context.route(path, () => {});
  return () => context.unroute(path);
}

async function withDatabase<Answer>(stack: Stack, run: (database: Client) => Promise<Answer>): Promise<Answer> {
  const database = new Client({ connectionString: stack.env.DATABASE_OWNER_URL });
  await database.connect();
  try {
    return await run(database);
  } finally {
    await database.end();
  }
}
