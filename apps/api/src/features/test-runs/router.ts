import { router } from '../../trpc/init.ts';
import { beginTest } from './begin-test.ts';
import { endTest } from './end-test.ts';
import { keepTest } from './keep-test.ts';
import { readConfig } from './read-config.ts';
import { simulateVisits } from './simulate-visits.ts';

export const testRunsRouter = router({ begin: beginTest, keep: keepTest, end: endTest, readConfig, simulateVisits });
