import { act, type ReactNode, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { Realtime } from '../create-realtime.ts';
import { RealtimeProvider } from '../react/provider.tsx';
import type { FakeEnvironment } from './fake-environment.ts';

/** A page in StrictMode around a connection. */
export function mountPage(realtime: Realtime, environment: FakeEnvironment) {
  const element = document.createElement('div');
  const root = createRoot(element);
  return {
    element,
    render: (node: ReactNode) =>
      act(async () =>
        root.render(
          <StrictMode>
            <RealtimeProvider realtime={realtime}>{node}</RealtimeProvider>
          </StrictMode>,
        ),
      ),
    advance: (ms: number) => act(() => environment.advance(ms)),
    unmount: () => act(() => root.unmount()),
  };
}
