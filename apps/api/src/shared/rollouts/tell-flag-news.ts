import { flagNewsPerCall, type VisitorQueries } from '@blunari/db';
import type { FastifyBaseLogger } from 'fastify';

/** Tells restaurants whose features changed and that did not fit into the change itself, until all know. */
export async function tellFlagNews(
  db: { readonly visitor: Pick<VisitorQueries, 'flushFlagNews'> },
  log: Pick<FastifyBaseLogger, 'debug' | 'error'>,
): Promise<void> {
  try {
    for (;;) {
      const told = await db.visitor.flushFlagNews();
      if (!told.ok) log.debug({ reason: told.error.code }, 'news of features wait for the next round');
      if (!told.ok || told.value < flagNewsPerCall) return;
    }
  } catch (error) {
    log.error({ err: error }, 'news of features could not be sent');
  }
}
