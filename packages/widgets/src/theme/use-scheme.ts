import type { Appearance } from '@blunari/schema/config';
import { useSyncExternalStore } from 'react';
import type { Scheme } from './theme.ts';

/** The scheme to draw in; `auto` follows the guest's own setting as it changes. */
export function useScheme(theme: Appearance['theme']): Scheme {
  const prefersDark = useSyncExternalStore(subscribe, readPreference, () => false);
  if (theme !== 'auto') return theme;
  return prefersDark ? 'dark' : 'light';
}

const query = '(prefers-color-scheme: dark)';

const readPreference = (): boolean => window.matchMedia(query).matches;

function subscribe(onChange: () => void): () => void {
  const media = window.matchMedia(query);
  media.addEventListener('change', onChange);
  return () => media.removeEventListener('change', onChange);
}
