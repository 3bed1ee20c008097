import { funnelTable } from '@blunari/schema/insights/tables';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useServices } from '../../../data/services-context.ts';
import { widgetNames } from '../../../shared/widgets/use-widgets.ts';
import { cellFormats } from '../section/cell-formats.ts';
import { InsightSection } from '../section/InsightSection.tsx';
import { TooLong } from '../section/TooLong.tsx';
import { useView } from '../view/view-context.ts';
import { isCountable, questionOf } from '../view/view.ts';
import { FunnelBars } from './FunnelBars.tsx';
import { stepName } from './step-names.ts';

/** From seeing a widget to a booking or request, step by step. */
export function FunnelSection() {
  const { trpc } = useServices();
  const { view, fileNameOf } = useView();
  const { filter, widget, today, currency } = view;
  const canAsk = isCountable(view);
  const question = { ...questionOf(view), ...(filter ? { filter } : {}) };
  const asked = useQuery(
    trpc.insights.funnel.queryOptions(question, { enabled: canAsk, placeholderData: keepPreviousData }),
  );
  const title = widget === 'catering' ? 'From seeing to asking' : 'From seeing to booking';
  if (!canAsk) return <TooLong title={title} />;
  return (
    <InsightSection
      id="insights-funnel"
      title={title}
      detail="sessions, and how many go on"
      asked={asked}
      table={funnelTable}
      formats={{
        ...cellFormats(today, currency),
        Step: (step) => (step === '' ? 'All sessions' : stepName(String(step))),
        Widget: (type) => (type === 'booking' || type === 'catering' ? widgetNames[type] : String(type)),
      }}
      fileName={fileNameOf('steps')}
      what="The steps"
      waitingPx={widget === 'catering' ? 216 : 252}
    >
      {(funnel) => (
        <div className="grid gap-5">
          {funnel.map(({ widget: type, now, compared }) => (
            <div key={type}>
              {widget === undefined && <h3 className="m-0 text-13 font-medium">{widgetNames[type]}</h3>}
              <FunnelBars widget={type} now={now} compared={compared} />
            </div>
          ))}
        </div>
      )}
    </InsightSection>
  );
}
