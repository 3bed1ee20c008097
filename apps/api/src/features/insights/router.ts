import { router } from '../../trpc/init.ts';
import { getTodaysTotals } from './get-todays-totals.ts';
import { getTotalsOn } from './get-totals-on.ts';

export const insightsRouter = router({ today: getTodaysTotals, onDay: getTotalsOn });
