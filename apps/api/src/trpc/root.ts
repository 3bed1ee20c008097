import { apiTokensRouter } from '../features/api-tokens/router.ts';
import { bookingsRouter } from '../features/bookings/router.ts';
import { cateringRouter } from '../features/catering/router.ts';
import { flagsRouter } from '../features/flags/router.ts';
import { guestsRouter } from '../features/guests/router.ts';
import { insightsRouter } from '../features/insights/router.ts';
import { meRouter } from '../features/me/router.ts';
import { membersRouter } from '../features/members/router.ts';
import { rolloutsRouter } from '../features/rollouts/router.ts';
import { settingsRouter } from '../features/settings/router.ts';
import { setupRouter } from '../features/setup/router.ts';
import { testRunsRouter } from '../features/test-runs/router.ts';
import { widgetsRouter } from '../features/widgets/router.ts';
import { router } from './init.ts';

export const appRouter = router({
  me: meRouter,
  widgets: widgetsRouter,
  bookings: bookingsRouter,
  requests: cateringRouter,
  guests: guestsRouter,
  insights: insightsRouter,
  apiTokens: apiTokensRouter,
  settings: settingsRouter,
  members: membersRouter,
  setup: setupRouter,
  testRuns: testRunsRouter,
  flags: flagsRouter,
  rollouts: rolloutsRouter,
});

/** The dashboard's tRPC client is typed by this; nothing else of the API may be imported there. */
export type AppRouter = typeof appRouter;
