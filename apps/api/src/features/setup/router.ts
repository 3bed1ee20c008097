import { router } from '../../trpc/init.ts';
import { getMigrationScript } from './get-migration-script.ts';
import { getReadiness } from './get-readiness.ts';

export const setupRouter = router({ readiness: getReadiness, migrationScript: getMigrationScript });
