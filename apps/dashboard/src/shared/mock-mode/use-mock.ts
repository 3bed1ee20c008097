import type { Mock } from '@blunari/mock';
import { use } from 'react';
import { ServicesContext } from '../../data/services-context.ts';

/** The server in this page in Mock Mode; null in Real, and while it is not known yet. */
export function useMock(): Mock | null {
  return use(ServicesContext)?.mock ?? null;
}
