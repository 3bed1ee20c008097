import { Button } from '@blunari/ui/button';
import { NumberField } from '@blunari/ui/number-field';
import { SectionHeader } from '@blunari/ui/section-header';
import { Play, Square } from 'lucide-react';
import { useState } from 'react';
import type { TestSource } from '../source/test-source.ts';
import { useSimulation } from './use-simulation.ts';

/** Lets visitors come to the test restaurant for as long as wanted. */
export function VisitorSimulator({ source }: { source: TestSource }) {
  const [visitorsPerMinute, setVisitorsPerMinute] = useState(120);
  const [bookingPercent, setBookingPercent] = useState(4);
  const { isRunning, start, stop, totals, problem } = useSimulation(source);
  return (
    <section aria-label="Visitor simulator">
      <SectionHeader title="Visitor simulator" />
      <div className="grid grid-cols-2 gap-3">
        <NumberField
          label="Visitors a minute"
          value={visitorsPerMinute}
          onChange={setVisitorsPerMinute}
          minValue={1}
          maxValue={1200}
          step={1}
          hasMessageLine={false}
          isDisabled={isRunning}
        />
        <NumberField
          label="Of them book"
          variant="plain"
          suffix="%"
          value={bookingPercent}
          onChange={setBookingPercent}
          minValue={0}
          maxValue={100}
          hasMessageLine={false}
          isDisabled={isRunning}
        />
      </div>
      <div className="mt-3 flex flex-wrap items-center gap-3">
        {isRunning ? (
          <Button size="sm" icon={Square} onPress={stop}>
            Stop
          </Button>
        ) : (
          <Button size="sm" icon={Play} onPress={() => start({ visitorsPerMinute, bookingPercent })}>
            Start
          </Button>
        )}
        <span className="text-13 text-ink-3">Writes to the test restaurant only</span>
      </div>
      <p className="mt-2 mb-0 min-h-5 text-13 text-ink-2" aria-live="polite">
        {problem ?? (totals.visits > 0 && tellTotals(totals))}
      </p>
    </section>
  );
}

function tellTotals({ visits, interactions, booked, full }: ReturnType<typeof useSimulation>['totals']): string {
  const refused = full > 0 ? `, ${full} found no table` : '';
  return `${visits} looked, ${interactions} began, ${booked} booked${refused}`;
}
