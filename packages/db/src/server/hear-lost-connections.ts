import type { Pool } from 'pg';

/**
 * Hears of every connection of the pool that is lost. Unheard, the error ends the process, and the pool itself hears it of
 * idle connections only: who uses one learns of it by the failing query, but the connection reports it all the same.
 */
export function hearLostConnections(pool: Pool, onLost: (error: Error) => void): void {
  pool.on('error', onLost);
  pool.on('connect', (client) => client.on('error', onLost));
}
