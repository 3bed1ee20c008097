import type { RequestDetails } from '@blunari/schema/catering';
import { DescriptionList } from '@blunari/ui/description-list';
import { contactFacts } from '../details/contact-facts.tsx';
import { WhatHappened } from '../details/WhatHappened.tsx';
import type { Today } from '../place/use-today.ts';
import { formatDay, formatTime } from '../time/local-time.ts';
import { EstimateLines } from './EstimateLines.tsx';

export interface RequestFactsProps {
  request: RequestDetails;
  today: Today;
}

export function RequestFacts({ request, today }: RequestFactsProps) {
  const { eventAt, guests, packageName, source } = request;
  const { timeZone, nowMs } = today;
  return (
    <>
      <p className="mt-0 mb-4 text-13 text-ink-2 tabular-nums">
        {packageName} for {guests}, {formatDay(eventAt, timeZone, nowMs)}, {formatTime(eventAt, timeZone)}
      </p>
      <DescriptionList
        items={[
          { label: 'Contact', value: <bdi>{request.contactName}</bdi> },
          ...(request.company ? [{ label: 'Company', value: <bdi>{request.company}</bdi> }] : []),
          ...contactFacts({
            phone: request.contactPhone,
            email: request.contactEmail,
            notes: request.notes,
            locale: request.locale,
          }),
          {
            label: 'Reference',
            value: (
              <code className="text-12">
                <bdi>{request.reference}</bdi>
              </code>
            ),
          },
          { label: 'Came from', value: sources[source] },
        ]}
      />
      <EstimateLines request={request} />
      <WhatHappened
        today={today}
        entries={[
          ...(request.version > 1
            ? [{ id: 'changed', at: request.updatedAt, who: null, words: ['Last changed'] }]
            : []),
          { id: 'created', at: request.createdAt, who: null, words: [beginnings[source]] },
        ]}
      />
    </>
  );
}

const sources = {
  widget: 'Your site',
  page: 'Catering page',
  staff: 'Staff',
} as const satisfies Record<RequestDetails['source'], string>;

const beginnings = {
  widget: 'Asked on your site',
  page: 'Asked on the catering page',
  staff: 'Added by staff',
} as const satisfies Record<RequestDetails['source'], string>;
