import { createRouter } from '@tanstack/react-router';
import type { Services } from '../data/services.ts';
import { routeTree } from '../routeTree.gen.ts';
import { CrashScreen } from '../shared/screens/CrashScreen.tsx';
import { NotFoundScreen } from '../shared/screens/NotFoundScreen.tsx';

export function createAppRouter(services: Services) {
  return createRouter({
    routeTree,
    basepath: '/dashboard',
    context: { services },
    defaultPreload: 'intent',
    scrollRestoration: true,
    defaultErrorComponent: CrashScreen,
    defaultNotFoundComponent: NotFoundScreen,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
