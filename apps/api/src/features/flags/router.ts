import { router } from '../../trpc/init.ts';
import { listFlagsOfTenant } from './list-flags-of-tenant.ts';
import { reportConnectionProcedure } from './report-connection.ts';

/** What a restaurant's screens must know of the platform's features, and tell it. */
export const flagsRouter = router({
  mine: listFlagsOfTenant,
  reportConnection: reportConnectionProcedure,
});
