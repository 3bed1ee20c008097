import { Page } from '@blunari/ui/page';
import { ScreenTop } from '../../shared/screens/ScreenTop.tsx';
import { useTitle } from '../../shared/screens/use-title.ts';
import { WidgetStates } from '../../shared/widgets/WidgetStates.tsx';

/** Both widgets with their state; on phones the way to the editors. */
export function WidgetsPage() {
  useTitle('Widgets');
  return (
    <>
      <ScreenTop title="Widgets" />
      <Page>
        <div className="max-w-160">
          <WidgetStates />
        </div>
      </Page>
    </>
  );
}
