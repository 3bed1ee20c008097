import { useLayoutEffect, useMemo, useSyncExternalStore } from 'react';
import type { Realtime } from '../create-realtime.ts';
import type { TopicStatus } from '../subscription/handlers.ts';
import { followWidgetConfig } from '../widget-config/follow-widget-config.ts';
import { useRealtime } from './use-realtime.ts';

export interface WidgetConfigSource<Config extends { readonly version: number }> {
  /** Shown until the server says something newer; null: nothing. */
  readonly initial: Config | null;
  /** Rejects without an answer; the signal aborts when none is awaited any more. */
  readonly fetchConfig: (signal: AbortSignal) => Promise<Config>;
  /** What a live message makes of the settings shown, or null when the server has to be asked. */
  readonly readChange: (payload: unknown, shown: Config | null) => Config | null;
}

export interface FollowedWidgetConfig<Config> {
  readonly config: Config | null;
  readonly status: TopicStatus;
}

/** A widget's settings, kept current while the component is mounted. Renders again only for a newer version or status. */
export function useWidgetConfig<Config extends { readonly version: number }>(
  publicKey: string,
  source: WidgetConfigSource<Config>,
): FollowedWidgetConfig<Config> {
  const realtime = useRealtime();
  const store = useMemo(() => createConfigStore<Config>(realtime, publicKey), [realtime, publicKey]);
  useLayoutEffect(() => store.setSource(source), [store, source]);
  const { config, status } = useSyncExternalStore(store.subscribe, store.get, store.get);
  return { config: newerOf(config, source.initial), status };
}

/** The page may have been given newer ones than came live, by an answer of its own. */
function newerOf<Config extends { readonly version: number }>(
  heard: Config | null,
  initial: Config | null,
): Config | null {
  if (heard === null || initial === null) return heard ?? initial;
  return initial.version > heard.version ? initial : heard;
}

function createConfigStore<Config extends { readonly version: number }>(realtime: Realtime, publicKey: string) {
  let source: WidgetConfigSource<Config> | null = null;
  let state: FollowedWidgetConfig<Config> = { config: null, status: 'waiting' };
  const getShown = (): Config | null => newerOf(state.config, source?.initial ?? null);
  return {
    get: () => state,
    setSource: (next: WidgetConfigSource<Config>) => {
      source = next;
    },
    subscribe: (onChange: () => void) => {
      const put = (next: Partial<FollowedWidgetConfig<Config>>): void => {
        state = { ...state, ...next };
        onChange();
      };
      const putNewer = (config: Config): void => {
        const shown = getShown();
        if (shown === null || config.version > shown.version) put({ config });
      };
      return followWidgetConfig<Config>(realtime, publicKey, {
        fetchConfig: (signal) => source?.fetchConfig(signal) ?? Promise.reject(new Error('not mounted')),
        applyAnswer: putNewer,
        applyChange: (payload) => {
          const config = source?.readChange(payload, getShown());
          if (config) putNewer(config);
          return config !== null;
        },
        onStatus: (status) => status !== state.status && put({ status }),
      });
    },
  };
}
