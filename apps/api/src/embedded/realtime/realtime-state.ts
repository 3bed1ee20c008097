import type { VerifyToken } from '../../tokens/verify-token.ts';
import type { Relay } from './cluster/relay.ts';
import type { KeepMessage } from './database/keep-message.ts';
import type { Permissions } from './database/permissions.ts';
import type { Replay } from './database/replay.ts';
import type { RealtimeLimits } from './limits.ts';
import type { Log } from './log.ts';
import type { PostgresChanges } from './postgres-changes/postgres-changes.ts';
import type { LatePresence } from './sockets/late-presence.ts';
import type { Channel } from './state/channel.ts';
import type { ConnectionRates } from './state/connection-rates.ts';
import type { Networks } from './state/networks.ts';
import type { PresenceBook } from './state/presence-book.ts';
import type { PresenceElsewhere } from './state/presence-elsewhere.ts';
import type { Quotas } from './state/quotas.ts';
import type { Tally } from './state/tally.ts';
import type { TopicRegistry } from './state/topic-registry.ts';

/** What all connections of a gateway share. */
export interface RealtimeState {
  readonly topics: TopicRegistry;
  readonly presence: PresenceBook;
  readonly presenceElsewhere: PresenceElsewhere;
  readonly latePresence: Pick<LatePresence, 'mark'>;
  /** To the other processes on this database. */
  readonly relay: Pick<Relay, 'publish'>;
  readonly quotas: Quotas;
  readonly networks: Networks;
  readonly rates: ConnectionRates;
  readonly tally: Tally;
  readonly permissions: Permissions;
  readonly replay: Replay;
  /** Resolves once broadcasts of the database can be heard. */
  readonly whenListening: () => Promise<void>;
  readonly postgresChanges: PostgresChanges;
  readonly keepMessage: KeepMessage;
  /** Of messages that are being stored, by id: who does not want to hear them. */
  readonly keptSenders: Map<string, Channel>;
  /** False where the database's notice has brought that message already; from now on it is left out. */
  readonly isNews: (messageId: string) => boolean;
  readonly verifyToken: VerifyToken;
  readonly limits: RealtimeLimits;
  readonly log: Log;
  /** From then on nobody joins any more. */
  isDraining: boolean;
}
