import { MessageFeed } from '@blunari/api/message-feed';
import { ReplicationStream } from '@blunari/api/replication-stream';
import { withClient } from '@blunari/db/server';
import { Pool } from 'pg';
import type { BenchUrls } from '../server/start-bench-server.ts';

export interface Feed {
  readonly stop: () => Promise<void>;
}

/** A way from a committed row of `realtime.messages` to this process; `onPayload` gets the payload as JSON text. */
export type StartFeed = (urls: BenchUrls, onPayload: (json: string) => void) => Promise<Feed>;

const silent = { debug: noop, info: noop, warn: noop, error: noop };

/** Each row's trigger notifies; the row is fetched. */
export const startListening: StartFeed = async (urls, onPayload) => {
  await withClient(urls.superuser, (superuser) =>
    superuser.query('alter table realtime.messages enable trigger announce_message'),
  );
  const pool = new Pool({ connectionString: urls.realtime, max: 6 });
  // The end of the server also meets connections on their way out.
  pool.on('error', noop);
  const feed = new MessageFeed({
    connectionString: urls.realtime,
    pool,
    log: silent,
    isWanted: () => true,
    onMessage: ({ payloadJson }) => onPayload(payloadJson),
  });
  await feed.start();
  return {
    stop: async () => {
      await feed.stop();
      await pool.end();
    },
  };
};

/** The row itself comes out of the log; nothing is notified. */
export const startReplicating: StartFeed = async (urls, onPayload) => {
  await withClient(urls.superuser, (superuser) =>
    superuser.query('alter table realtime.messages disable trigger announce_message'),
  );
  const stream = new ReplicationStream({
    connectionString: urls.realtime,
    publication: PUBLICATION,
    onMessage: (message) => {
      if (message.kind === 'insert') onPayload(message.row.get('payload') ?? 'null');
      else if ('endLsn' in message) stream.confirm(message.endLsn);
    },
    onLost: (error) => {
      throw error;
    },
  });
  await stream.start();
  return { stop: () => stream.stop() };
};

export const PUBLICATION = 'bench_messages';

function noop(): void {
  // The figures are what is to be seen.
}
