import { ShellSkeleton } from '../shell/ShellSkeleton.tsx';
import { lazyScreen } from './lazy-screen.tsx';
import { PageWaiting } from './PageWaiting.tsx';
import { PlatformWaiting } from './PlatformWaiting.tsx';
import { ScreenWaiting } from './ScreenWaiting.tsx';

/** The screens of a restaurant, each a file of its own. */
export const screens = {
  tenant: lazyScreen(
    () => import('../shell/TenantScreens.tsx').then(({ TenantScreens }) => TenantScreens),
    ShellSkeleton,
  ),
  home: lazyScreen(() => import('../../features/home/HomePage.tsx').then(({ HomePage }) => HomePage), ScreenWaiting),
  bookings: lazyScreen(
    () => import('../../features/bookings/BookingsPage.tsx').then(({ BookingsPage }) => BookingsPage),
    ScreenWaiting,
  ),
  requests: lazyScreen(
    () => import('../../features/catering/RequestsPage.tsx').then(({ RequestsPage }) => RequestsPage),
    ScreenWaiting,
  ),
  insights: lazyScreen(
    () => import('../../features/insights/InsightsPage.tsx').then(({ InsightsPage }) => InsightsPage),
    ScreenWaiting,
  ),
  ownTools: lazyScreen(
    () => import('../../features/own-tools/OwnToolsPage.tsx').then(({ OwnToolsPage }) => OwnToolsPage),
    ScreenWaiting,
  ),
  widgets: lazyScreen(
    () => import('../../features/widgets/WidgetsPage.tsx').then(({ WidgetsPage }) => WidgetsPage),
    ScreenWaiting,
  ),
  editor: lazyScreen(
    () => import('../../features/widget-editor/EditorPage.tsx').then(({ EditorPage }) => EditorPage),
    ScreenWaiting,
  ),
  notReady: lazyScreen(
    () => import('../../features/widget-management-test/database/NotReady.tsx').then(({ NotReady }) => NotReady),
    PageWaiting,
  ),
  test: lazyScreen(
    () => import('../../features/widget-management-test/TestPage.tsx').then(({ TestPage }) => TestPage),
    PageWaiting,
  ),
  testDevice: lazyScreen(
    () => import('../../features/widget-management-test/devices/DevicePage.tsx').then(({ DevicePage }) => DevicePage),
    PageWaiting,
  ),
  // The only place that knows the folder; docs/retire-the-earlier-form.md says how to delete it.
  earlierForm: lazyScreen(
    () => import('../../features/earlier-form/EarlierFormPage.tsx').then(({ EarlierFormPage }) => EarlierFormPage),
    ScreenWaiting,
  ),
  simulatedWidget: lazyScreen(
    () =>
      import('../../features/simulated-widget/SimulatedWidgetPage.tsx').then(
        ({ SimulatedWidgetPage }) => SimulatedWidgetPage,
      ),
    ScreenWaiting,
  ),
} as const;

/** The platform's screens: few people ever see them, so nobody else fetches them ahead. */
export const platformScreens = {
  rollout: lazyScreen(
    () => import('../../features/rollout/RolloutPage.tsx').then(({ RolloutPage }) => RolloutPage),
    PlatformWaiting,
  ),
  tenants: lazyScreen(
    () => import('../../features/rollout/TenantsPage.tsx').then(({ TenantsPage }) => TenantsPage),
    PlatformWaiting,
  ),
  audit: lazyScreen(
    () => import('../../features/rollout/AuditPage.tsx').then(({ AuditPage }) => AuditPage),
    PlatformWaiting,
  ),
} as const;

/** Fetches the code of all screens of a restaurant once the browser has nothing else to do, so that a later cut takes none away. */
export function preloadScreens(): () => void {
  if (!('requestIdleCallback' in window)) {
    const timer = setTimeout(preloadAll, idleAfterMs);
    return () => clearTimeout(timer);
  }
  const handle = requestIdleCallback(preloadAll, { timeout: idleAfterMs });
  return () => cancelIdleCallback(handle);
}

/** By then the first screen is there even on a slow phone; where the browser tells of idle time, it comes earlier. */
const idleAfterMs = 2000;

function preloadAll(): void {
  for (const screen of Object.values(screens)) screen.preload();
}
