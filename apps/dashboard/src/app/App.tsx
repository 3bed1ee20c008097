import { appError, type AppError } from '@blunari/schema/errors';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useCallback, useEffect, useRef, useState } from 'react';
import { loadRuntimeConfig, type RuntimeConfig } from '../data/runtime-config.ts';
import { ServicesContext } from '../data/services-context.ts';
import type { Services } from '../data/services.ts';
import { readDataSource } from '../data/source/data-source.ts';
import { loadServices } from '../data/source/load-services.ts';
import { ErrorScreen } from '../shared/screens/ErrorScreen.tsx';
import { createAppRouter } from './create-app-router.ts';
import { leadMailLinks } from './lead-mail-links.ts';

type Start =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly error: AppError }
  | { readonly kind: 'ready'; readonly services: Services; readonly router: ReturnType<typeof createAppRouter> };

/** Asks the server what it is, then shows the screens. */
export function App() {
  const [start, setStart] = useState<Start>({ kind: 'loading' });
  const isLoading = useRef(false);
  const load = useCallback(async () => {
    if (isLoading.current) return;
    isLoading.current = true;
    const loaded = await loadRuntimeConfig();
    const next: Start = loaded.ok ? await begin(loaded.value) : { kind: 'failed', error: loaded.error };
    isLoading.current = false;
    setStart(next);
  }, []);
  useEffect(() => void load(), [load]);
  if (start.kind === 'loading') return null;
  if (start.kind === 'failed') return <ErrorScreen message={start.error.message} onRetry={() => void load()} />;
  return (
    <ServicesContext value={start.services}>
      <QueryClientProvider client={start.services.queryClient}>
        <RouterProvider router={start.router} />
      </QueryClientProvider>
    </ServicesContext>
  );
}

async function begin(config: RuntimeConfig): Promise<Start> {
  leadMailLinks(window.location, window.history);
  try {
    const services = await loadServices(readDataSource(), config);
    return { kind: 'ready', services, router: createAppRouter(services) };
  } catch {
    // Its code did not come: the one part of the start that the network can still take away.
    return { kind: 'failed', error: appError('unavailable', 'A part of this page did not load. Please try again.') };
  }
}
