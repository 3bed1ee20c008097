import type { Failures, failuresInputSchema } from '@blunari/schema/api';
import type { z } from 'zod';
import type { MockState } from '../state/mock-state.ts';
import { savesOfMembers } from './save-sums.ts';

const maxFailures = 20;
const maxTenants = 20;
const hourMs = 3_600_000;

/** Why saves failed, most frequent first. */
export function failuresOf(
  state: MockState,
  nowMs: number,
  { hours, component, batch }: z.infer<typeof failuresInputSchema>,
): Failures {
  const failed = savesOfMembers(state).flatMap(({ failure, ...save }) => {
    const isMeant =
      save.minute >= nowMs - hours * hourMs &&
      (component === undefined || save.component === component) &&
      (batch === undefined || save.batch === batch);
    return failure && isMeant ? [{ ...save, ...failure }] : [];
  });
  const groups = Object.values(Object.groupBy(failed, (save) => `${save.component} ${save.code} ${save.message}`));
  const failures = groups.flatMap((group = []) => {
    const [first] = group;
    if (!first) return [];
    const { code, message } = first;
    const ids = [...new Set(group.map(({ tenantId }) => tenantId))].slice(0, maxTenants);
    const tenants = ids.map((id) => ({ id, name: state.tenants.get(id)?.name ?? '' }));
    return [{ code, message, component: first.component, saves: group.length, tenants }];
  });
  return { failures: failures.toSorted((one, other) => other.saves - one.saves).slice(0, maxFailures) };
}
