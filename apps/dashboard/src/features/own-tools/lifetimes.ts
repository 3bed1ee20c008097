import type { SelectOption } from '@blunari/ui/select';

/** How long a token is good; `revoked`: until somebody ends it. */
export type Lifetime = 'revoked' | '30' | '90' | '365';

export const lifetimes: readonly SelectOption<Lifetime>[] = [
  { value: 'revoked', label: 'When revoked' },
  { value: '30', label: 'In 30 days' },
  { value: '90', label: 'In 90 days' },
  { value: '365', label: 'In a year' },
];

const dayMs = 86_400_000;

/** The instant at which a token made at `nowMs` ends; undefined where it does not. */
export function expiresAtOf(lifetime: Lifetime, nowMs: number): string | undefined {
  return lifetime === 'revoked' ? undefined : new Date(nowMs + Number(lifetime) * dayMs).toISOString();
}
