import type { TenantRole } from '../roles.ts';
import { demoTenants } from './tenants.ts';

/** Somebody who can sign in to the demo. */
export interface DemoPerson {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  /** Goes into the token as `app_metadata.platform_admin`. */
  readonly isPlatformAdmin: boolean;
  /** Where they work; `null` for platform staff. */
  readonly tenantId: string | null;
  readonly role: TenantRole | null;
}

const { lucia, greenFork } = demoTenants;

/** Everybody of the demo: each role at each restaurant, and one platform admin. */
export const demoPeople: readonly DemoPerson[] = [
  member(1, 'giulia', 'Giulia Conti', lucia.id, 'owner'),
  member(2, 'marco', 'Marco Bianchi', lucia.id, 'admin'),
  member(3, 'elena', 'Elena Ricci', lucia.id, 'editor'),
  member(4, 'paolo', 'Paolo Greco', lucia.id, 'viewer'),
  member(5, 'amara', 'Amara Cole', greenFork.id, 'owner'),
  member(6, 'owen', 'Owen Hughes', greenFork.id, 'admin'),
  member(7, 'priya', 'Priya Shah', greenFork.id, 'editor'),
  member(8, 'sam', 'Sam Taylor', greenFork.id, 'viewer'),
  { ...member(9, 'alex', 'Alex Novak', null, null), isPlatformAdmin: true },
];

function member(
  number: number,
  firstName: string,
  name: string,
  tenantId: string | null,
  role: TenantRole | null,
): DemoPerson {
  const id = `de300000-0000-4000-8000-${String(number).padStart(12, '0')}`;
  return { id, email: `${firstName}@example.com`, name, isPlatformAdmin: false, tenantId, role };
}
