import type { Me } from '@blunari/schema/api';
import { createContext, use } from 'react';

/** Who is signed in. */
export const MeContext = createContext<Me | null>(null);

export function useMe(): Me {
  const me = use(MeContext);
  if (!me) throw new Error('useMe needs a MeContext above it.');
  return me;
}
