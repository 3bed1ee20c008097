import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from '../generated/prisma/client.ts';

/** Prisma on one connection without our identities: for measuring what it costs by itself. */
export function plainPrisma(url: string): PrismaClient {
  return new PrismaClient({ adapter: new PrismaPg({ connectionString: url, max: 1 }), errorFormat: 'minimal' });
}
