import { Button } from '@blunari/ui/button';
import { SectionHeader } from '@blunari/ui/section-header';
import type { Services } from '../../../data/services.ts';
import { useServices } from '../../../data/services-context.ts';
import { enterMock } from '../../../shared/mock-mode/enter-mock.ts';
import { MockFaults } from '../MockFaults.tsx';
import { RunActions } from '../run/RunActions.tsx';
import { RunTables } from '../run/RunTables.tsx';
import { useTestDesk } from '../run/use-test-desk.ts';
import { useSimulatedServices } from '../source/use-simulated-services.ts';

/** The checks in Mock Mode while the real database cannot answer them yet. */
export function UntilReady() {
  const { config, mock } = useServices();
  const services = useSimulatedServices(config);
  // A tab in Mock Mode has all of this already.
  return services && mock === null && <Simulated services={services} />;
}

const installation = { serverVersion: 'simulated', lastMigration: 'none' };

function Simulated({ services }: { services: Services }) {
  const desk = useTestDesk(services, installation);
  return (
    <section aria-label="Mock Mode until the database is ready" className="mt-10">
      <SectionHeader title="Mock Mode until the database is ready" detail="made up, in this tab only" />
      <p className="mt-0 mb-3 text-13 text-ink-2">
        Every screen works on data in this tab. Nothing is stored, and no guest is written to.
      </p>
      <div className="my-3 flex flex-wrap items-center gap-3">
        <Button onPress={() => enterMock('/', true)}>Open the screens in Mock</Button>
        <RunActions desk={desk} runAll={{ label: 'Run checks in Mock', variant: 'outline' }} />
      </div>
      <RunTables desk={desk} />
      {desk.mock && (
        <div className="mt-8 max-w-100">
          <MockFaults mock={desk.mock} />
        </div>
      )}
    </section>
  );
}
