import {
  changedRowsSchema,
  changedSinceSchema,
  changeRequestStatusSchema,
  requestInputSchema,
  requestsInputSchema,
} from '@blunari/schema/api';
import { requestDetailsSchema, requestRowSchema, type RequestRow } from '@blunari/schema/catering';
import { appError } from '@blunari/schema/errors';
import { err, ok, type Result } from '@blunari/schema/result';
import { isAtLeast } from '@blunari/schema/roles';
import { z } from 'zod';
import { findTenant, tooWeak } from '../state/members.ts';
import type { MockState } from '../state/mock-state.ts';
import type { RequestRecord } from '../state/records.ts';
import { changeRequest, toRequestRow } from '../state/requests.ts';
import { newestChanges } from './newest-changes.ts';
import { procedure } from './procedure.ts';

const requestsOf = (state: MockState, tenantId: string): readonly RequestRecord[] =>
  [...state.requests.values()].filter((request) => request.tenantId === tenantId);

function findRequest(state: MockState, userId: string, requestId: string): Result<RequestRecord> {
  const request = state.requests.get(requestId);
  const isMine = request && state.tenants.get(request.tenantId)?.members.has(userId);
  return isMine ? ok(request) : err(appError('not_found', 'There is no such request, or it is not yours.'));
}

/** The ways a request goes, and the ways back from a mistake. */
const ways = {
  new: ['quoted', 'accepted', 'declined', 'expired', 'withdrawn'],
  quoted: ['accepted', 'declined', 'expired', 'withdrawn', 'new'],
  accepted: ['completed', 'declined', 'withdrawn', 'quoted'],
  completed: ['accepted'],
  declined: ['new'],
  expired: ['new'],
  withdrawn: ['new'],
} as const satisfies Record<RequestRow['status'], readonly RequestRow['status'][]>;

export const requestProcedures = {
  'requests.list': procedure(requestsInputSchema, z.array(requestRowSchema), ({ state, userId }, input) => {
    const tenant = findTenant(state, userId, input.tenantId);
    if (!tenant.ok) return tenant;
    const beforeMs = input.before === undefined ? Infinity : Date.parse(input.before);
    const found = requestsOf(state, input.tenantId).filter(({ createdAt }) => Date.parse(createdAt) < beforeMs);
    const newestFirst = found.toSorted(
      (one, other) => other.createdAt.localeCompare(one.createdAt) || other.id.localeCompare(one.id),
    );
    return ok(newestFirst.slice(0, input.limit).map(toRequestRow));
  }),
  'requests.get': procedure(requestInputSchema, requestDetailsSchema, ({ state, userId }, { requestId }) =>
    findRequest(state, userId, requestId),
  ),
  'requests.changedSince': procedure(
    changedSinceSchema,
    changedRowsSchema(requestRowSchema),
    ({ state, userId }, { tenantId, since }) => {
      const tenant = findTenant(state, userId, tenantId);
      return tenant.ok ? ok(newestChanges(requestsOf(state, tenantId).map(toRequestRow), since)) : tenant;
    },
  ),
  'requests.changeStatus': procedure(changeRequestStatusSchema, requestRowSchema, (call, { requestId, status }) => {
    const found = findRequest(call.state, call.userId, requestId);
    if (!found.ok) return found;
    const was = found.value;
    const role = call.state.tenants.get(was.tenantId)?.members.get(call.userId);
    if (!role || !isAtLeast(role, 'editor')) return err(tooWeak);
    if (status === was.status) return ok(toRequestRow(was));
    const allowed: readonly RequestRow['status'][] = ways[was.status];
    if (!allowed.includes(status)) {
      return err(appError('outside_rules', `This request is ${was.status} and cannot become ${status}.`));
    }
    return ok(changeRequest(call, was, { status }));
  }),
};
