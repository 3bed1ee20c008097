import type { Me } from '@blunari/schema/api';

export interface Place {
  readonly id: string;
  readonly name: string;
  readonly href: string;
  /** What the person is there. */
  readonly detail: string;
}

/** The platform's place among a person's places. */
export const platformPlace = 'platform';

/** Where else somebody can go: other restaurants, and for platform admins the roll-out. */
export function placesOf({ tenants, isPlatformAdmin }: Me, here: string): readonly Place[] {
  const restaurants = tenants.map(({ id, name, slug, role }) => ({ id, name, href: `/${slug}`, detail: role }));
  const platform = { id: platformPlace, name: 'Roll-out', href: '/platform/rollout', detail: 'platform admin' };
  return [...restaurants, ...(isPlatformAdmin ? [platform] : [])].filter(({ id }) => id !== here);
}
