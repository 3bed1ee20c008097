import { requestRowSchema, type RequestRow } from '@blunari/schema/catering';
import { tenantTopic } from '@blunari/schema/realtime';
import { isoOf, type Backend } from './backend.ts';
import type { RequestRecord } from './records.ts';

/** A request as lists and messages have it. */
export const toRequestRow = (request: RequestRecord): RequestRow => requestRowSchema.parse(request);

/** Stores a request that is new, and tells the restaurant. */
export function addRequest(backend: Backend, request: RequestRecord): void {
  backend.state.requests.set(request.id, request);
  announce(backend, request, 'catering_request.created');
}

/** Stores what became of a request, and tells the restaurant. */
export function changeRequest(backend: Backend, was: RequestRecord, change: Partial<RequestRecord>): RequestRow {
  const request = { ...was, ...change, version: was.version + 1, updatedAt: isoOf(backend.now()) };
  backend.state.requests.set(was.id, request);
  announce(backend, request, 'catering_request.changed');
  return toRequestRow(request);
}

function announce(
  { tell, now }: Backend,
  request: RequestRecord,
  event: 'catering_request.created' | 'catering_request.changed',
): void {
  tell(tenantTopic(request.tenantId), event, { ...toRequestRow(request), committedAt: isoOf(now()) });
}
