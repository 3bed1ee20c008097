import type { Connections } from '@blunari/schema/api';
import type { ConnectionNumbers, EditingComponent } from '@blunari/schema/rollout';

/** The numbers of one side of the comparison. */
export interface ConnectionSide {
  readonly numbers: ConnectionNumbers;
  /** Of several groups together: a percentile of them all is the largest of theirs at most, and that is what stands here. */
  readonly isJoined: boolean;
}

/** A component in one batch, or in all of them (`null`); undefined where no device has reported. */
export function connectionSide(
  groups: Connections['groups'],
  component: EditingComponent,
  batch: number | null,
): ConnectionSide | undefined {
  const own = groups
    .filter((group) => group.component === component && (batch === null || group.batch === batch))
    .map(({ numbers }) => numbers);
  const [first, ...others] = own;
  return first && { numbers: others.reduce(joined, first), isJoined: others.length > 0 };
}

function joined(one: ConnectionNumbers, other: ConnectionNumbers): ConnectionNumbers {
  const hoursOnline = one.hoursOnline + other.hoursOnline;
  return {
    reports: one.reports + other.reports,
    hoursOnline,
    dropsPerHundredHours: hoursOnline > 0 ? ((dropsOf(one) + dropsOf(other)) / hoursOnline) * 100 : null,
    recoverP50Ms: larger(one.recoverP50Ms, other.recoverP50Ms),
    recoverP95Ms: larger(one.recoverP95Ms, other.recoverP95Ms),
    polling: one.polling + other.polling,
  };
}

const dropsOf = ({ dropsPerHundredHours, hoursOnline }: ConnectionNumbers): number =>
  ((dropsPerHundredHours ?? 0) * hoursOnline) / 100;

const larger = (one: number | null, other: number | null): number | null =>
  one === null ? other : other === null ? one : Math.max(one, other);
