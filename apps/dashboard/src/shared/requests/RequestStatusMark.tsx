import type { RequestRow } from '@blunari/schema/catering';
import { StatusMark, type StatusLook } from '../status/StatusMark.tsx';

export function RequestStatusMark({ status }: { status: RequestRow['status'] }) {
  return <StatusMark look={looks[status]} />;
}

const looks = {
  new: { label: 'New', tone: 'caution', mark: 'ring', isException: true },
  quoted: { label: 'Quoted', tone: 'accent', mark: 'ring', isException: false },
  accepted: { label: 'Accepted', tone: 'positive', mark: 'dot', isException: false },
  declined: { label: 'Declined', tone: 'neutral', mark: 'cross', isException: true },
  expired: { label: 'Expired', tone: 'neutral', mark: 'dot', isException: false },
  withdrawn: { label: 'Withdrawn', tone: 'neutral', mark: 'cross', isException: true },
  completed: { label: 'Completed', tone: 'neutral', mark: 'dot', isException: false },
} as const satisfies Record<RequestRow['status'], StatusLook>;
