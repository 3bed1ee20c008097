import { router } from '../../trpc/init.ts';
import { beginTest } from './begin-test.ts';
import { endTest } from './end-test.ts';
import { keepTest } from './keep-test.ts';

export const testRunsRouter = router({ begin: beginTest, keep: keepTest, end: endTest });
