import { Page } from '@blunari/ui/page';
import { SkeletonRows } from '@blunari/ui/skeleton-rows';
import { PlainTop } from '../../shared/screens/PlainTop.tsx';
import { useIsOnline } from '../../shared/screens/use-is-online.ts';

/** In the place of a platform screen whose code is not there yet. */
export function PlatformWaiting() {
  const isOnline = useIsOnline();
  return (
    <>
      <PlainTop title={isOnline ? 'Loading' : 'Waiting for the network'} />
      <Page>
        <SkeletonRows label="The page is on its way" rows={8} />
      </Page>
    </>
  );
}
