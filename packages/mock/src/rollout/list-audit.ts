import type { AuditEntry, auditInputSchema } from '@blunari/schema/api';
import type { z } from 'zod';
import { isoOf } from '../state/backend.ts';
import { nameOf } from '../state/members.ts';
import type { MockState } from '../state/mock-state.ts';

/** What happened, newest first, a page at a time. */
export function listAudit(
  state: MockState,
  { before, limit }: z.infer<typeof auditInputSchema>,
): { readonly entries: AuditEntry[]; readonly isLastPage: boolean } {
  const newestFirst = state.rollout.audit.toReversed();
  const place = before === undefined ? -1 : newestFirst.findIndex(({ id }) => id === before);
  const isGone = before !== undefined && place === -1;
  const rest = isGone ? [] : newestFirst.slice(place + 1);
  const entries = rest.slice(0, limit).map(({ id, atMs, actor, action, what, reason, tenantId, batch }) => {
    const tenant = tenantId === null ? undefined : state.tenants.get(tenantId);
    return {
      id,
      at: isoOf(atMs),
      actorName: actor === null ? null : nameOf(state, actor),
      action,
      what,
      reason,
      tenant: tenant ? { id: tenant.id, name: tenant.name } : null,
      batch,
    };
  });
  return { entries, isLastPage: rest.length <= limit };
}
