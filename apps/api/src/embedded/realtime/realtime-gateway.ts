import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FastifyPluginAsync } from 'fastify';
import { Pool } from 'pg';
import type { VerifyToken } from '../../tokens/verify-token.ts';
import { MessageFeed } from './database/message-feed.ts';
import { createPermissions } from './database/permissions.ts';
import { outgoingBroadcast } from './database/outgoing-broadcast.ts';
import { createReplay } from './database/replay.ts';
import { broadcastEndpoints } from './http/broadcast-endpoints.ts';
import { defaultLimits, type RealtimeLimits } from './limits.ts';
import type { Log } from './log.ts';
import { PostgresChanges } from './postgres-changes/postgres-changes.ts';
import type { RealtimeState } from './realtime-state.ts';
import { SocketServer } from './sockets/socket-server.ts';
import { PresenceBook } from './state/presence-book.ts';
import { TopicRegistry } from './state/topic-registry.ts';

export interface RealtimeGatewayOptions {
  /** Connects as `supabase_realtime_admin`, directly: LISTEN and replication do not pass a transaction-mode pooler. */
  readonly databaseUrl: string;
  readonly verifyToken: VerifyToken;
  readonly log: Log;
  readonly limits?: Partial<RealtimeLimits>;
  readonly clock?: { now(): number };
}

export interface RealtimeGateway {
  /** For the `upgrade` event of the HTTP server; refuses every path but its own. */
  readonly handleUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** `POST /realtime/v1/api/broadcast`, to be registered without a prefix. */
  readonly httpPlugin: FastifyPluginAsync;
  readonly connectionCount: () => number;
  /** Sends the clients away over `drainMs`, then lets go of the database. */
  readonly close: () => Promise<void>;
}

/** Waits at most so long for a free connection to ask for permissions; the client's join gives up after ten seconds. */
const POOL_WAIT_MS = 8_000;

/** A policy slower than this is broken, and must not keep a join from being answered. */
const STATEMENT_TIMEOUT_MS = 5_000;

/** How many permissions are asked for at once: an outage ends with thousands of joins, not with thousands of connections. */
const POOL_SIZE = 6;

/** Supabase Realtime's protocol on one database. Resolves once it hears of every message committed from then on. */
export async function createRealtimeGateway(options: RealtimeGatewayOptions): Promise<RealtimeGateway> {
  const { databaseUrl, log } = options;
  const pool = createPool(databaseUrl, log);
  const limits = { ...defaultLimits, ...options.limits };
  const state: RealtimeState = {
    topics: new TopicRegistry(),
    presence: new PresenceBook(() => randomBytes(9).toString('base64url')),
    permissions: createPermissions(pool, log),
    replay: createReplay(pool, log),
    whenListening: () => feed.whenListening(),
    postgresChanges: new PostgresChanges({
      connectionString: databaseUrl,
      pool,
      log,
      lingerMs: limits.changesLingerMs,
    }),
    verifyToken: options.verifyToken,
    limits,
    clock: options.clock ?? Date,
    log,
  };
  const feed = new MessageFeed({
    connectionString: databaseUrl,
    pool,
    log,
    isWanted: (key) => state.topics.has(key),
    onMessage: (message) => {
      const { topicName: name, isPrivate } = message;
      state.topics.deliver({ name, isPrivate }, outgoingBroadcast(message));
    },
  });
  try {
    await feed.start();
  } catch (error) {
    await Promise.all([feed.stop(), pool.end()]);
    throw error;
  }
  const sockets = new SocketServer(state);
  let closed: Promise<void> | undefined;
  const closeAll = async (): Promise<void> => {
    await sockets.close();
    await Promise.all([feed.stop(), state.postgresChanges.stop()]);
    await pool.end();
  };
  return {
    handleUpgrade: (request, socket, head) => sockets.handleUpgrade(request, socket, head),
    httpPlugin: broadcastEndpoints(state),
    connectionCount: () => sockets.size,
    close: () => (closed ??= closeAll()),
  };
}

function createPool(connectionString: string, log: Log): Pool {
  const pool = new Pool({
    connectionString,
    max: POOL_SIZE,
    application_name: 'blunari realtime',
    connectionTimeoutMillis: POOL_WAIT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
  });
  const onLost = (error: Error): void => log.debug({ err: error }, 'A database connection of Realtime was lost.');
  // Unheard, the error would end the process. The pool hears it of idle connections only; who uses one learns of it
  // by the failing query, but the connection reports it all the same.
  pool.on('error', onLost);
  pool.on('connect', (client) => client.on('error', onLost));
  return pool;
}
