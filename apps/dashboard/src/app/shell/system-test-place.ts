import type { Me } from '@blunari/schema/api';
import type { RuntimeConfig } from '../../data/runtime-config.ts';

export const systemTestPlace = 'widget-management-test';

/** Whether to lead somebody there; the server decides again who gets an answer. */
export function mayTestSystem({ hasTestPage }: RuntimeConfig, me: Me, role: Me['tenants'][number]['role']): boolean {
  return hasTestPage && (me.isPlatformAdmin || role === 'admin' || role === 'owner');
}
