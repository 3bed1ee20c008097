import { turnedAwayTable } from '@blunari/schema/insights/tables';
import { useQuery } from '@tanstack/react-query';
import { useServices } from '../../../data/services-context.ts';
import { cellFormats } from '../section/cell-formats.ts';
import { InsightSection } from '../section/InsightSection.tsx';
import { useView } from '../view/view-context.ts';
import { ruleWords } from './rule-words.ts';
import { RuleList } from './RuleList.tsx';
import { turnedAwaySentence, wishLines } from './wish-lines.ts';
import { WishList } from './WishList.tsx';

/** Who wanted a table and saw no time: by day, time and party, with what refused it. */
export function TurnedAwaySection() {
  const { trpc } = useServices();
  const { view, fileNameOf } = useView();
  const { tenantId, widget, period, today, currency } = view;
  const asked = useQuery(
    trpc.insights.turnedAway.queryOptions({ tenantId, period, ...(widget === undefined ? {} : { widget }) }),
  );
  return (
    <InsightSection
      id="insights-turned-away"
      title="Turned away"
      detail="wanted a time and saw none"
      asked={asked}
      table={turnedAwayTable}
      formats={{
        ...cellFormats(today, currency),
        Time: (time) => (time === '' ? 'any' : String(time)),
        Rule: (rule) => ruleName(String(rule)),
      }}
      fileName={fileNameOf('turned-away')}
      what="The wishes"
      waitingPx={252}
      isWhole
    >
      {(turnedAway) => (
        <>
          <p className="m-0 mb-2 text-13 text-pretty text-ink-2">{turnedAwaySentence(turnedAway)}</p>
          {turnedAway.total > 0 && (
            <>
              <WishList lines={wishLines(turnedAway, today)} rest={turnedAway.rest} />
              <RuleList rules={turnedAway.rules} total={turnedAway.total} />
            </>
          )}
        </>
      )}
    </InsightSection>
  );
}

const names = new Map<string, string>(Object.entries(ruleWords).map(([rule, { name }]) => [rule, name]));

const ruleName = (rule: string): string => names.get(rule) ?? rule;
