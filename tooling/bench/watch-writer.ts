import { setTimeout as delay } from 'node:timers/promises';
import { withClient } from '@blunari/db/server';

/** What a writer met until it was stopped. */
export interface WriterReport {
  readonly longestMs: number;
  readonly writeCount: number;
}

/** A pause between two writes, as of a busy product. */
const PAUSE_MS = 3;

/** Changes a tenant every few milliseconds, and adds and removes one, until the function that it returns is called. */
export async function watchWriter(ownerUrl: string): Promise<() => Promise<WriterReport>> {
  const end = new AbortController();
  let longestMs = 0;
  let writeCount = 0;
  const writing = withClient(ownerUrl, async (client) => {
    // One that an earlier writer left when it was stopped.
    await client.query(`delete from public.tenants where slug = 'passing'`);
    while (!end.signal.aborted) {
      writeCount += 1;
      const startedAtMs = performance.now();
      await client.query(writes[writeCount % writes.length] ?? '');
      longestMs = Math.max(longestMs, performance.now() - startedAtMs);
      await delay(PAUSE_MS);
    }
  });
  return async () => {
    end.abort();
    await writing;
    return { longestMs, writeCount };
  };
}

const writes = [
  `update public.tenants set plan = 'paid' where slug = 'r-2'`,
  `update public.tenants set name = name || '' where slug = 'r-3'`,
  `insert into public.tenants (name, slug) values ('Passing', 'passing')`,
  `delete from public.tenants where slug = 'passing'`,
];
