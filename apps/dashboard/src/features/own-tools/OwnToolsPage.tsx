import { isAtLeast } from '@blunari/schema/roles';
import { Note } from '@blunari/ui/note';
import { Page } from '@blunari/ui/page';
import { ScreenTop } from '../../shared/screens/ScreenTop.tsx';
import { useTitle } from '../../shared/screens/use-title.ts';
import { useTenant } from '../../shared/tenant/tenant-context.ts';
import { HowToAsk } from './HowToAsk.tsx';
import { TokensSection } from './TokensSection.tsx';

/** How the restaurant's own programs read its insights: their tokens, and what to ask. */
export function OwnToolsPage() {
  useTitle('Your own tools');
  const { tenant } = useTenant();
  return (
    <>
      <ScreenTop title="Your own tools" parent={{ label: 'Insights', href: `/${tenant.slug}/insights` }} />
      <Page>
        <div className="grid grid-cols-[minmax(0,1fr)] gap-x-10 gap-y-8 @5xl:grid-cols-[minmax(0,1fr)_380px]">
          {isAtLeast(tenant.role, 'admin') ? <TokensSection /> : <ForAdmins />}
          <HowToAsk />
        </div>
      </Page>
    </>
  );
}

function ForAdmins() {
  return (
    <div>
      <Note>
        A program asks with a token, and tokens are made by admins and owners of the restaurant. Ask one of them for
        one.
      </Note>
    </div>
  );
}
