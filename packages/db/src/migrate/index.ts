export { MigrationError } from './apply-file.ts';
export { migrate, type MigrateOptions, type MigrateResult } from './migrate.ts';
