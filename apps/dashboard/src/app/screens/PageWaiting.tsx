import { Page } from '@blunari/ui/page';
import { SkeletonRows } from '@blunari/ui/skeleton-rows';

/** In the place of a page whose code is not there yet, below a head that is. */
export function PageWaiting() {
  return (
    <Page>
      <SkeletonRows label="The page is on its way" rows={8} />
    </Page>
  );
}
