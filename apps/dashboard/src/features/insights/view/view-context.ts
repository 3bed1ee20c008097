import { createContext, use } from 'react';
import type { InsightsSearch } from './insights-search.ts';
import type { View } from './view.ts';

export interface ViewScope {
  readonly view: View;
  readonly search: InsightsSearch;
  /** Changes the address; what is not named stays as it is. */
  readonly choose: (changes: Partial<InsightsSearch>) => void;
  /** Begins the names of files. */
  readonly fileNameOf: (part: string) => string;
}

export const ViewContext = createContext<ViewScope | null>(null);

/** What the screen shows, and the way to change it. */
export function useView(): ViewScope {
  const scope = use(ViewContext);
  if (!scope) throw new Error('useView needs a ViewContext above it.');
  return scope;
}
