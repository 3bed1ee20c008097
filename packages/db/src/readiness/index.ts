export { lookAsApi, type ApiLook } from './look-as-api.ts';
export { lookAsOwner, readExpectedTableCount, type OwnerLook } from './look-as-owner.ts';
export { readMigrationScript, type MigrationScript } from './migration-script.ts';
export type { Finding } from '../migrate/verify.ts';
