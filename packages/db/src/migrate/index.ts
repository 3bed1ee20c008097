export { MigrationError } from './apply-file.ts';
export { migrate, type MigrateOptions, type MigrateResult } from './migrate.ts';
export { rollback } from '../rollback/rollback.ts';
export { readStatus, type MigrationStatus } from './read-status.ts';
export type { Finding } from './verify.ts';
