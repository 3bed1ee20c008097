import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { z } from 'zod';
import type { Bench } from './set-up.ts';
import type { Sent } from './visits.ts';

/** A connection that writes visits in one way. */
export interface Lane {
  /** Makes what is sent, outside of what is measured; the returned function sends it and waits for the commit. */
  readonly prepare: (visits: readonly Sent[]) => () => Promise<unknown>;
  readonly close: () => Promise<void>;
}

export const laneMakers = {
  'stored, counted beside': (bench: Bench) => ourLane(bench, true),
  'counted at once': (bench: Bench) => ourLane(bench, false),
  'COPY of the same rows': copyLane,
  'single-row inserts': insertLane,
} as const;

const columns =
  'id, widget_id, tenant_id, event_type, "timestamp", metadata, session_id, user_agent, ip_address, referrer, page_url';

async function ourLane({ apiUrl }: Bench, countLater: boolean): Promise<Lane> {
  const client = await connect(apiUrl);
  return {
    prepare: (visits) => {
      const batches = JSON.stringify(visits.map(({ batch }) => batch));
      return () => client.query('select widget_private.record_batches($1::jsonb, $2::boolean)', [batches, countLater]);
    },
    close: () => client.end(),
  };
}

/**
 * Counts what is stored, until it is told to stop and nothing is left: on a connection for every two that write, as an API
 * process has.
 */
export function startCounting({ apiUrl }: Bench, writers: number): { readonly finish: () => Promise<void> } {
  let isStopped = false;
  const count = async (): Promise<void> => {
    const client = await connect(apiUrl);
    for (;;) {
      const wasStopped = isStopped;
      const { rows } = await client.query('select widget_private.count_visits() as rows');
      if (countedSchema.parse(rows)[0].rows > 0) continue;
      if (wasStopped) break;
      await delay(2);
    }
    await client.end();
  };
  const done = Promise.all(Array.from({ length: Math.ceil(writers / 2) }, count));
  return {
    finish: async () => {
      isStopped = true;
      await done;
    },
  };
}

const countedSchema = z.tuple([z.object({ rows: z.number() })]);

/** The raw rows alone, with no totals, in one COPY. */
async function copyLane({ ownerUrl }: Bench): Promise<Lane> {
  const client = await connect(ownerUrl);
  return {
    prepare: (visits) => {
      const text = rowsOf(visits)
        .map((row) => `${row.map((value) => value ?? '\\N').join('\t')}\n`)
        .join('');
      return () =>
        pipeline(Readable.from([text]), client.query(copyFrom(`copy public.widget_analytics (${columns}) from stdin`)));
    },
    close: () => client.end(),
  };
}

/** The raw rows alone, each in a transaction of its own. */
async function insertLane({ ownerUrl }: Bench): Promise<Lane> {
  const client = await connect(ownerUrl);
  const insert = `insert into public.widget_analytics (${columns}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`;
  return {
    prepare: (visits) => {
      const rows = rowsOf(visits);
      return async () => {
        for (const row of rows) await client.query({ name: 'insert', text: insert, values: [...row] });
      };
    },
    close: () => client.end(),
  };
}

function rowsOf(visits: readonly Sent[]): readonly (readonly (string | null)[])[] {
  return visits.flatMap(({ batch: { events, visit }, target }) =>
    events.map(({ id, type, at, sessionId, metadata }) => [
      id,
      target.id,
      target.tenantId,
      type,
      at,
      JSON.stringify(metadata),
      sessionId,
      visit.userAgent,
      visit.ip,
      visit.referrer === '' ? null : visit.referrer,
      visit.pageUrl,
    ]),
  );
}

async function connect(url: string): Promise<Client> {
  // Sixteen writers of the same restaurants take turns, and on a busy machine that is longer than the API would wait.
  const client = new Client({ connectionString: url, options: '-c lock_timeout=60s' });
  await client.connect();
  return client;
}
