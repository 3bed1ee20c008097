import { createRootRouteWithContext, Outlet, useRouter } from '@tanstack/react-router';
import { RouterProvider as AriaRouterProvider } from 'react-aria-components';
import type { Services } from '../data/services.ts';

export interface RouterContext {
  readonly services: Services;
}

export const Route = createRootRouteWithContext<RouterContext>()({ component: Root });

/** Links of the design system go through the router, below its base path. */
function Root() {
  const router = useRouter();
  return (
    <AriaRouterProvider
      navigate={(href) => void router.navigate({ href: `${router.basepath}${href}` })}
      useHref={(href) => (href.startsWith('/') ? `${router.basepath}${href}` : href)}
    >
      <Outlet />
    </AriaRouterProvider>
  );
}
