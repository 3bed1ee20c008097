import type { InsightDimension } from '@blunari/schema/insights';
import { Select } from '@blunari/ui/select';
import { useState } from 'react';
import { useView } from '../view/view-context.ts';
import { BreakdownSection } from './BreakdownSection.tsx';

const parts = ['utm_source', 'utm_medium', 'utm_campaign'] as const satisfies readonly InsightDimension[];

const partNames = { utm_source: 'Source', utm_medium: 'Medium', utm_campaign: 'Campaign' } as const;

/** What links in mails and advertisements say of themselves, one part at a time. */
export function CampaignSection() {
  const { filter } = useView().view;
  const filtered = parts.find((part) => part === filter?.dimension);
  const [part, setPart] = useState<(typeof parts)[number]>(filtered ?? 'utm_source');
  return (
    <BreakdownSection
      key={part}
      dimension={part}
      title="Campaigns"
      end={
        <Select
          label="Part of the campaign"
          isLabelHidden
          hasMessageLine={false}
          size="sm"
          value={part}
          onChange={setPart}
          options={parts.map((value) => ({ value, label: partNames[value] }))}
        />
      }
    />
  );
}
