import type { GuestOfTenant, Tx } from '@blunari/db';
import type { GuestInput } from '@blunari/schema/api';
import { ok, type Result } from '@blunari/schema/result';
import { spellingsOf } from '../../shared/guests/phone-number.ts';
import { readPlace } from '../../shared/tenant/read-place.ts';

/** The guest who is asked for, with every spelling of their number in the restaurant's country. */
export async function guestOf(tx: Tx, { tenantId, email, phone = '' }: GuestInput): Promise<Result<GuestOfTenant>> {
  const place = await readPlace(tx, tenantId);
  return place.ok ? ok({ tenantId, email, phones: spellingsOf(phone, place.value) }) : place;
}
