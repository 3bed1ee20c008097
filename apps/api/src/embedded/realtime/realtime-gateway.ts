import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { hearLostConnections } from '@blunari/db/server';
import type { FastifyPluginAsync } from 'fastify';
import { Pool } from 'pg';
import { createAddressReader } from '../../http/read-address.ts';
import { rememberVerified } from '../../tokens/remember-verified.ts';
import type { VerifyToken } from '../../tokens/verify-token.ts';
import { Relay } from './cluster/relay.ts';
import { createKeeper } from './database/keep-message.ts';
import { MessageFeed } from './database/message-feed.ts';
import { createPermissions } from './database/permissions.ts';
import { bytesOf } from './protocol/server-frame.ts';
import { outgoingBroadcast } from './database/outgoing-broadcast.ts';
import { createReplay } from './database/replay.ts';
import { broadcastEndpoints } from './http/broadcast-endpoints.ts';
import { defaultLimits, type RealtimeLimits } from './limits.ts';
import type { Log } from './log.ts';
import { PostgresChanges } from './postgres-changes/postgres-changes.ts';
import type { RealtimeState } from './realtime-state.ts';
import { pushPresenceDiff } from './sockets/announce-presence.ts';
import { LatePresence } from './sockets/late-presence.ts';
import { SocketServer } from './sockets/socket-server.ts';
import type { Channel } from './state/channel.ts';
import { connectionRates } from './state/connection-rates.ts';
import { Networks } from './state/networks.ts';
import { PresenceBook } from './state/presence-book.ts';
import { PresenceElsewhere } from './state/presence-elsewhere.ts';
import { Quotas } from './state/quotas.ts';
import { Tally } from './state/tally.ts';
import { TopicRegistry } from './state/topic-registry.ts';

export interface RealtimeGatewayOptions {
  /** Connects as `supabase_realtime_admin`, directly: LISTEN and replication do not pass a transaction-mode pooler. */
  readonly databaseUrl: string;
  readonly verifyToken: VerifyToken;
  readonly log: Log;
  readonly limits?: Partial<RealtimeLimits>;
  /** Proxies, by address or network, whose `x-forwarded-for` says where a socket comes from. Default: nobody's. */
  readonly trustedProxies?: readonly string[];
}

export interface RealtimeGateway {
  /** For the `upgrade` event of the HTTP server; refuses every path but its own. */
  readonly handleUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** `POST /realtime/v1/api/broadcast`, to be registered without a prefix. */
  readonly httpPlugin: FastifyPluginAsync;
  readonly connectionCount: () => number;
  /** Other processes on this database that are known to this one. */
  readonly peerCount: () => number;
  /** For how long no messages of the database, or of other processes, have arrived: 0 while both do. */
  readonly deafForMs: () => number;
  /** Sends the clients away over `drainMs`, then lets go of the database. */
  readonly close: () => Promise<void>;
}

/** Waits at most so long for a free connection to ask for permissions; the client's join gives up after ten seconds. */
const POOL_WAIT_MS = 8_000;

/** A policy slower than this is broken, and must not keep a join from being answered. */
const STATEMENT_TIMEOUT_MS = 5_000;

/** Permissions use two of them at most, so that messages, replays and changes of tables never wait behind a crowd of joins. */
const POOL_SIZE = 6;

/** How long a verified token is believed without computing its signature again. */
const TOKEN_MEMORY_MS = 30_000;

/** The windows of the limits are as long. */
const LATE_PRESENCE_MS = 1_000;

/** About a kilobyte each. */
const TOKEN_CAPACITY = 10_000;

/** Supabase Realtime's protocol on one database. Resolves once it hears of every message committed from then on. */
export async function createRealtimeGateway(options: RealtimeGatewayOptions): Promise<RealtimeGateway> {
  const { databaseUrl, log } = options;
  const limits = { ...defaultLimits, ...options.limits };
  const pool = createPool(databaseUrl, limits, log);
  const { state, relay, feed, latePresence } = createState(options, limits, pool);
  try {
    await Promise.all([feed.start(), relay.start()]);
  } catch (error) {
    await Promise.all([feed.stop(), relay.stop(), pool.end()]);
    throw error;
  }
  const sockets = new SocketServer(state, createAddressReader(options.trustedProxies));
  const presenceTimer = setInterval(() => latePresence.tell(state), LATE_PRESENCE_MS).unref();
  let closed: Promise<void> | undefined;
  const closeAll = async (): Promise<void> => {
    await sockets.close();
    clearInterval(presenceTimer);
    state.tally.report();
    await Promise.all([feed.stop(), relay.stop(), state.postgresChanges.stop()]);
    await pool.end();
  };
  return {
    handleUpgrade: (request, socket, head) => sockets.handleUpgrade(request, socket, head),
    httpPlugin: broadcastEndpoints(state),
    connectionCount: () => sockets.size,
    peerCount: () => relay.peerCount,
    deafForMs: () => Math.max(feed.deafForMs, relay.deafForMs),
    close: () => (closed ??= closeAll()),
  };
}

interface Parts {
  readonly state: RealtimeState;
  readonly relay: Relay;
  readonly feed: MessageFeed;
  readonly latePresence: LatePresence;
}

function createState(options: RealtimeGatewayOptions, limits: RealtimeLimits, pool: Pool): Parts {
  const { databaseUrl: connectionString, log } = options;
  const topics = new TopicRegistry();
  const quotas = new Quotas(limits);
  const presence = new PresenceBook(() => randomBytes(9).toString('base64url'));
  const presenceElsewhere = new PresenceElsewhere();
  const latePresence = new LatePresence();
  const keptSenders = new Map<string, Channel>();
  const relay = new Relay({
    connectionString,
    log,
    peerSilenceMs: limits.peerSilenceMs,
    ownPresents: () => presence.all(),
    // Where their clients are the others do not say: addresses are kept in memory alone.
    onBroadcast: (from, { key, broadcast, isService }) => {
      if (isService || quotas.spendInPublic(key, from, bytesOf(broadcast)) <= 1) topics.deliver(key, broadcast);
      else state.tally.count('public messages of other processes');
    },
    onPresence: (from, { change }) => pushPresenceDiff(state, presenceElsewhere.apply(from, change), { network: from }),
    onState: (from, presents) => {
      for (const change of presenceElsewhere.replace(from, presents))
        pushPresenceDiff(state, change, { network: from });
    },
  });
  const feed = new MessageFeed({
    connectionString,
    pool,
    log,
    isWanted: (key) => topics.has(key),
    onMessage: (message) => {
      const { topicName: name, isPrivate } = message;
      topics.deliver({ name, isPrivate }, outgoingBroadcast(message), keptSenders.get(message.id));
    },
  });
  const state: RealtimeState = {
    topics,
    presence,
    presenceElsewhere,
    latePresence,
    relay,
    quotas,
    networks: new Networks(limits),
    rates: connectionRates(limits),
    tally: new Tally(log),
    permissions: createPermissions(pool, log),
    replay: createReplay(pool, log),
    keepMessage: createKeeper(pool, log),
    keptSenders,
    isNews: (id) => feed.isNews(id),
    whenListening: () => feed.whenListening(),
    postgresChanges: new PostgresChanges({
      connectionString,
      pool,
      log,
      limits,
    }),
    verifyToken: rememberVerified(options.verifyToken, { forMs: TOKEN_MEMORY_MS, capacity: TOKEN_CAPACITY }),
    limits,
    log,
    isDraining: false,
  };
  return { state, relay, feed, latePresence };
}

function createPool(connectionString: string, limits: RealtimeLimits, log: Log): Pool {
  const pool = new Pool({
    connectionString,
    max: POOL_SIZE,
    application_name: 'blunari realtime',
    connectionTimeoutMillis: POOL_WAIT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    query_timeout: limits.queryTimeoutMs,
  });
  hearLostConnections(pool, (error) => log.debug({ err: error }, 'A database connection of Realtime was lost.'));
  return pool;
}
