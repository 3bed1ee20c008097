import { useQuery } from '@tanstack/react-query';
import { Drawer } from '@blunari/ui/drawer';
import { SkeletonRows } from '@blunari/ui/skeleton-rows';
import { useServices } from '../../data/services-context.ts';
import { useLastOpen } from '../details/use-last-open.ts';
import { usePlace } from '../place/use-place.ts';
import { useToday } from '../place/use-today.ts';
import { FailedPanel } from '../screens/FailedPanel.tsx';
import { RequestFacts } from './RequestFacts.tsx';
import { RequestStatusMark } from './RequestStatusMark.tsx';

export interface RequestDrawerProps {
  openId: string | undefined;
  onClose: () => void;
}

/** One catering request: what is asked for, by whom, and what it would cost. */
export function RequestDrawer({ openId, onClose }: RequestDrawerProps) {
  const { trpc } = useServices();
  const shownId = useLastOpen(openId);
  const request = useQuery(
    trpc.requests.get.queryOptions({ requestId: shownId ?? '' }, { enabled: shownId !== undefined }),
  );
  const place = usePlace();
  const today = useToday();
  const failed = place.isError && !place.data ? place : request.isError && !request.data ? request : null;
  return (
    <Drawer
      isOpen={openId !== undefined}
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={request.data ? request.data.company || request.data.contactName : 'Request'}
      closeLabel="Close"
      headEnd={request.data && <RequestStatusMark status={request.data.status} />}
    >
      {failed ? (
        <FailedPanel what="The request" error={failed.error} onRetry={() => void failed.refetch()} />
      ) : !request.data || !today ? (
        <SkeletonRows label="The request is on its way" rows={6} />
      ) : (
        <RequestFacts request={request.data} today={today} />
      )}
    </Drawer>
  );
}
