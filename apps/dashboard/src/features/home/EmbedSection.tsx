import type { WidgetType } from '@blunari/schema/config';
import { SectionHeader } from '@blunari/ui/section-header';
import { SegmentedControl } from '@blunari/ui/segmented-control';
import { useState } from 'react';
import { EmbedCode } from '../../shared/widgets/EmbedCode.tsx';
import { useWidgets, widgetNames } from '../../shared/widgets/use-widgets.ts';

/** The lines that put a widget on the restaurant's own page. */
export function EmbedSection() {
  const widgets = useWidgets();
  const [type, setType] = useState<WidgetType>('booking');
  const widget = widgets.data?.find((row) => row.type === type);
  if (!widget) return null;
  return (
    <section aria-labelledby="embed-code">
      <SectionHeader
        id="embed-code"
        title="On your own site"
        end={
          <SegmentedControl
            label="Widget to embed"
            value={type}
            onChange={setType}
            segments={[
              { value: 'booking', label: widgetNames.booking },
              { value: 'catering', label: widgetNames.catering },
            ]}
          />
        }
      />
      <EmbedCode widget={widget} />
    </section>
  );
}
