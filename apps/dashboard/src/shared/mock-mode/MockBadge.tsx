import type { Mock } from '@blunari/mock';
import { Badge } from '@blunari/ui/badge';
import { Button } from '@blunari/ui/button';
import { Popover } from '@blunari/ui/popover';
import { SkeletonRows } from '@blunari/ui/skeleton-rows';
import { lazy, Suspense } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { switchDataSource } from '../../data/source/data-source.ts';
import { useFaults } from './use-faults.ts';
import { useMock } from './use-mock.ts';

const FaultsPanel = lazy(() => import('./FaultsPanel.tsx').then((file) => ({ default: file.FaultsPanel })));

/** Says on every screen that nothing here is real, and what is broken on purpose; nothing in Real. */
export function MockBadge() {
  const mock = useMock();
  return mock && <Shown mock={mock} />;
}

function Shown({ mock }: { mock: Mock }) {
  const faults = useFaults(mock);
  const count = mock.tellFaults(faults).length;
  return (
    <Popover
      label="Mock Mode"
      placement="bottom start"
      trigger={
        <AriaButton className="inline-flex shrink-0 cursor-pointer items-center rounded-sm border-0 bg-transparent p-0 pointer-coarse:min-h-11">
          <Badge tone="caution" mark="diamond">
            <span>
              Mock<span className="max-md:sr-only"> Mode</span>
              {count > 0 && `, ${count}`}
              {count > 0 && <span className="max-md:sr-only">{count === 1 ? ' fault' : ' faults'}</span>}
            </span>
          </Badge>
        </AriaButton>
      }
    >
      <div className="grid w-72 gap-3">
        <p className="m-0">
          Everything here is made up and lives in this tab only. No guest sees it, and it is gone when you load the page
          again.
        </p>
        <Suspense fallback={<SkeletonRows label="The faults are on their way" rows={5} />}>
          <FaultsPanel mock={mock} />
        </Suspense>
        <Button size="sm" onPress={() => switchDataSource('real')} className="justify-self-start">
          Back to Real
        </Button>
      </div>
    </Popover>
  );
}
