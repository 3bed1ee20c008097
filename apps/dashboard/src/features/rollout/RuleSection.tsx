import type { StopRule } from '@blunari/schema/rollout';
import { Link } from '@blunari/ui/link';
import { SectionHeader } from '@blunari/ui/section-header';
import { FactRow } from './FactRow.tsx';
import { ruleLines } from './rule-words.ts';

/** When a batch is stopped by itself. */
export function RuleSection({ rule, onChange }: { rule: StopRule; onChange: () => void }) {
  return (
    <section aria-labelledby="stop-rule" className="mb-6">
      <SectionHeader id="stop-rule" title="Rule of the stop" end={<Link onPress={onChange}>Change</Link>} />
      <ul className="m-0 p-0">
        {ruleLines(rule).map(({ label, words }) => (
          <FactRow key={label} label={label}>
            {words}
          </FactRow>
        ))}
      </ul>
    </section>
  );
}
