import type { TenantRole } from '@blunari/schema/roles';

interface Demo {
  readonly people: ReadonlyMap<
    string,
    { readonly email: string; readonly name: string; readonly isPlatformAdmin: boolean }
  >;
  readonly tenants: ReadonlyMap<string, { readonly members: ReadonlyMap<string, TenantRole> }>;
}

interface DemoPerson {
  readonly email: string;
  readonly name: string;
  readonly role: TenantRole | 'platform admin';
}

/** The first of the demo's people in each role, by the first restaurant that each works in. */
export function onePerRole({ people, tenants }: Demo): readonly DemoPerson[] {
  const found = new Map<DemoPerson['role'], DemoPerson>();
  for (const [id, { email, name, isPlatformAdmin }] of people) {
    const home = [...tenants.values()].find(({ members }) => members.has(id));
    const role = isPlatformAdmin ? 'platform admin' : home?.members.get(id);
    if (role && !found.has(role)) found.set(role, { email, name, role });
  }
  return [...found.values()];
}
