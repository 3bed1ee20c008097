export { startPostgres } from './start-postgres.ts';
export type { PostgresServer, StartPostgresOptions } from './start-postgres.ts';
export { isAlive } from './is-alive.ts';
export { makePassableFolder } from './make-passable-folder.ts';
export { PostgresStartError } from './postgres-start-error.ts';
export type { PostgresStartErrorCode } from './postgres-start-error.ts';
export { findServerUser, isReachableBy } from './server-user.ts';
export type { ServerUser } from './server-user.ts';
export { withClient } from './with-client.ts';
