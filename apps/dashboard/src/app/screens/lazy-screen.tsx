import { type ComponentType, type FunctionComponent, Suspense, use, useState } from 'react';
import { browserLoadPorts } from './browser-load-ports.ts';
import { loadUntilThere } from './load-until-there.ts';

export interface LazyScreen<Props extends object> {
  readonly Screen: FunctionComponent<Props>;
  /** Fetches the code ahead of its use. */
  readonly preload: () => void;
}

/**
 * A screen whose code is a file of its own. Without a network it waits in its place, and the rest of the page stays as it
 * is; the router's own lazy routes load the whole page anew then, and lose it.
 */
export function lazyScreen<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  Waiting: ComponentType,
): LazyScreen<Props> {
  let screen: ComponentType<Props> | null = null;
  let loading: Promise<ComponentType<Props>> | null = null;

  const start = async (): Promise<ComponentType<Props>> => {
    try {
      screen = await loadUntilThere(load, browserLoadPorts);
      return screen;
    } catch (error) {
      // Whoever shows the screen next tries again.
      loading = null;
      throw error;
    }
  };
  const loadOnce = () => (loading ??= start());

  function Loaded({ of, props }: { of: Promise<ComponentType<Props>>; props: Props }) {
    const Found = use(of);
    return <Found {...props} />;
  }

  function Screen(props: Props) {
    // Decided once: the file may come in the middle of a render, and what has begun to wait with `use` must end with it.
    const [part] = useState(() => ({ Found: screen, of: screen ? null : loadOnce() }));
    if (part.Found) return <part.Found {...props} />;
    return <Suspense fallback={<Waiting />}>{part.of && <Loaded of={part.of} props={props} />}</Suspense>;
  }

  return { Screen, preload: () => void loadOnce().catch(() => {}) };
}
