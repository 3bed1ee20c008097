import type { Me } from '@blunari/schema/api';
import { createContext, use } from 'react';

/** The restaurant on screen, who looks at it, and whether its changes arrive. */
export interface TenantScope {
  readonly me: Me;
  readonly tenant: Me['tenants'][number];
}

export const TenantContext = createContext<TenantScope | null>(null);

export function useTenant(): TenantScope {
  const scope = use(TenantContext);
  if (!scope) throw new Error('useTenant needs a TenantContext above it.');
  return scope;
}
