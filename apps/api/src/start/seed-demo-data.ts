import { demoPeople, demoTenants, seedDemo } from '@blunari/db/seed';
import type { Pool } from 'pg';
import { createUser } from '../embedded/auth/create-user.ts';
import type { DemoSignIn } from '../embedded/runtime-file.ts';

/** The same for everybody of the demo, and printed at every start: these accounts guard nothing but demo data. */
const demoPassword = 'table-for-two';

export interface DemoData {
  /** Connected as `supabase_auth_admin`. */
  readonly authPool: Pool;
  readonly ownerUrl: string;
  readonly now: Date;
}

/** Makes the demo's people and restaurants unless they are there; whoever changed their password keeps it. */
export async function seedDemoData({ authPool, ownerUrl, now }: DemoData): Promise<readonly DemoSignIn[]> {
  await Promise.all(
    demoPeople.map(({ id, email, name, isPlatformAdmin }) =>
      createUser(authPool, {
        id,
        email,
        password: demoPassword,
        userMetadata: { full_name: name },
        ...(isPlatformAdmin ? { appMetadata: { platform_admin: true } } : {}),
      }),
    ),
  );
  await seedDemo(ownerUrl, { now });
  const nameOf = new Map<string | null, string>(Object.values(demoTenants).map(({ id, name }) => [id, name]));
  return demoPeople.map(({ email, tenantId, role }) => ({
    tenant: nameOf.get(tenantId) ?? '',
    role: role ?? 'platform admin',
    email,
    password: demoPassword,
  }));
}
