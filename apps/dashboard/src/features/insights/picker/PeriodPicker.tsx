import { periodFrom } from '@blunari/schema/insights';
import { Select } from '@blunari/ui/select';
import { againstChoices, comparedWith, type Against } from '../view/against.ts';
import type { InsightsSearch } from '../view/insights-search.ts';
import { periodPresets, presetNames } from '../view/period-presets.ts';
import type { Chosen, View } from '../view/view.ts';
import { periodWords } from '../words/date-words.ts';

export interface PeriodPickerProps {
  view: View;
  chosen: Chosen;
  onChange: (changes: Partial<InsightsSearch>) => void;
}

/** Which days, and against which others. */
export function PeriodPicker({ view, chosen, onChange }: PeriodPickerProps) {
  const { period, today } = view;
  const choosePeriod = (preset: Chosen['preset']) => {
    if (preset === 'own') onChange({ period: undefined, from: period.from, to: period.to });
    else onChange({ period: preset, from: undefined, to: undefined });
  };
  const detailOf = (against: Against): string => {
    const compared = comparedWith(period, against, chosen.preset);
    return compared === null ? '' : periodWords(periodFrom(compared.from, period), today);
  };
  return (
    <>
      <Select
        label="Period"
        isLabelHidden
        hasMessageLine={false}
        size="sm"
        value={chosen.preset}
        onChange={choosePeriod}
        options={[
          ...periodPresets.map((value) => ({ value, label: presetNames[value] })),
          { value: 'own', label: 'Own dates' },
        ]}
      />
      <Select
        label="Compared with"
        isLabelHidden
        hasMessageLine={false}
        size="sm"
        prefix="against"
        value={chosen.against}
        onChange={(against) => onChange({ against })}
        options={againstChoices.map((value) => ({
          value,
          label: againstName(value, view, chosen),
          detail: detailOf(value),
        }))}
      />
    </>
  );
}

function againstName(against: Against, { period }: View, { preset }: Chosen): string {
  if (against === 'year') return '52 weeks before';
  return comparedWith(period, against, preset)?.than ?? 'nothing';
}
