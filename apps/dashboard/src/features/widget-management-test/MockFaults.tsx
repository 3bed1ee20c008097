import type { Mock } from '@blunari/mock';
import { SectionHeader } from '@blunari/ui/section-header';
import { FaultsPanel } from '../../shared/mock-mode/FaultsPanel.tsx';

/** What can be broken on purpose while the checks run. */
export function MockFaults({ mock }: { mock: Mock }) {
  return (
    <section aria-label="Faults">
      <SectionHeader title="Faults" detail="in Mock Mode only" />
      <FaultsPanel mock={mock} />
    </section>
  );
}
