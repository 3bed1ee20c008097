import type { Widget } from '../../../data/api-types.ts';
import { EmptyState } from '@blunari/ui/empty-state';
import { SectionHeader } from '@blunari/ui/section-header';
import { EmbedCode } from '../../../shared/widgets/EmbedCode.tsx';
import { widgetNames } from '../../../shared/widgets/use-widgets.ts';

/** Before the first visitor: what will be here, and the lines that bring it. */
export function NothingYet({ widgets }: { widgets: readonly Widget[] }) {
  return (
    <div className="grid max-w-180 gap-6">
      <EmptyState drawing="chart" title="Nobody has seen your widget yet.">
        Put it on your site: the first visitor shows here within a second.
      </EmptyState>
      {widgets.map((widget) => (
        <section key={widget.id} aria-labelledby={`install-${widget.type}`}>
          <SectionHeader
            id={`install-${widget.type}`}
            title={`${widgetNames[widget.type]} on your own site`}
            {...(widget.isActive ? {} : { detail: 'paused: visitors do not see it until it is put live' })}
          />
          <EmbedCode widget={widget} />
        </section>
      ))}
    </div>
  );
}
