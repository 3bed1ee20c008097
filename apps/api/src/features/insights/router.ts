import { router } from '../../trpc/init.ts';
import { getTodaysTotals } from './get-todays-totals.ts';

export const insightsRouter = router({ today: getTodaysTotals });
