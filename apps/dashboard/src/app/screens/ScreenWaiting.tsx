import { Note } from '@blunari/ui/note';
import { Page } from '@blunari/ui/page';
import { SkeletonRows } from '@blunari/ui/skeleton-rows';
import { ScreenTop } from '../../shared/screens/ScreenTop.tsx';
import { useIsOnline } from '../../shared/screens/use-is-online.ts';
import { useTenant } from '../../shared/tenant/tenant-context.ts';

/** In the place of a screen whose code is not there yet. */
export function ScreenWaiting() {
  const { tenant } = useTenant();
  const isOnline = useIsOnline();
  if (isOnline) {
    return (
      <>
        <ScreenTop title="Loading" />
        <Page>
          <SkeletonRows label="The page is on its way" rows={8} />
        </Page>
      </>
    );
  }
  return (
    <>
      <ScreenTop parent={{ label: 'Home', href: `/${tenant.slug}` }} title="Waiting for the network" />
      <Page>
        <Note>
          This page was not opened before the network went away. It comes by itself when the network is back. What you
          changed is kept.
        </Note>
      </Page>
    </>
  );
}
