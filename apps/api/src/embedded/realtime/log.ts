import type { FastifyBaseLogger } from 'fastify';

/** The part of the server's logger that is used here. */
export type Log = Pick<FastifyBaseLogger, 'debug' | 'info' | 'warn' | 'error'>;
