import { useQuery } from '@tanstack/react-query';
import { SidePanel } from '@blunari/ui/side-panel';
import { SkeletonRows } from '@blunari/ui/skeleton-rows';
import { useServices } from '../../data/services-context.ts';
import { GonePanel, isGone } from '../details/GonePanel.tsx';
import { useLastOpen } from '../details/use-last-open.ts';
import { usePlace } from '../place/use-place.ts';
import { useToday } from '../place/use-today.ts';
import { FailedPanel } from '../screens/FailedPanel.tsx';
import { RequestFacts } from './RequestFacts.tsx';
import { RequestStatusMark } from './RequestStatusMark.tsx';

export interface RequestPanelProps {
  openId: string | undefined;
  onClose: () => void;
}

/** One catering request: what is asked for, by whom, and what it would cost. */
export function RequestPanel({ openId, onClose }: RequestPanelProps) {
  const { trpc } = useServices();
  const shownId = useLastOpen(openId);
  const request = useQuery(
    trpc.requests.get.queryOptions({ requestId: shownId ?? '' }, { enabled: shownId !== undefined }),
  );
  const place = usePlace();
  const today = useToday();
  const failed = place.isError && !place.data ? place : request.isError && !request.data ? request : null;
  return (
    <SidePanel
      openKey={openId}
      onClose={onClose}
      title={request.data ? request.data.company || request.data.contactName : 'Request'}
      closeLabel="Close"
      headEnd={request.data && <RequestStatusMark status={request.data.status} />}
    >
      {isGone(request.error) ? (
        <GonePanel what="request" onClose={onClose} />
      ) : failed ? (
        <FailedPanel what="The request" error={failed.error} onRetry={() => void failed.refetch()} />
      ) : !request.data || !today ? (
        <SkeletonRows label="The request is on its way" rows={6} />
      ) : (
        <RequestFacts request={request.data} today={today} />
      )}
    </SidePanel>
  );
}
