import process from 'node:process';
import { defineConfig } from 'prisma/config';

// Generating needs no schema engine, but Prisma downloads one unless it is given some executable in its place.
if (process.argv.includes('generate')) process.env['PRISMA_SCHEMA_ENGINE_BINARY'] ??= process.execPath;

export default defineConfig({ schema: 'prisma/schema.prisma' });
