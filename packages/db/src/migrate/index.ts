export { migrate, MigrationError, type MigrateOptions, type MigrateResult } from './migrate.ts';
