import type { Table } from '@blunari/schema/csv';
import { classNames } from '@blunari/ui/class-names';
import { IconButton } from '@blunari/ui/icon-button';
import { SectionHeader } from '@blunari/ui/section-header';
import { Skeleton } from '@blunari/ui/skeleton';
import { Download } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { FailedPanel } from '../../../shared/screens/FailedPanel.tsx';
import { downloadCsv } from './download-csv.ts';
import { type Look, LookSwitch } from './LookSwitch.tsx';
import { type CellFormats, TableView, type TableViewProps } from './TableView.tsx';
import { WholeNote } from './WholeNote.tsx';

/** As much of a query as a section needs. */
export interface Asked<Answer> {
  readonly data: Answer | undefined;
  readonly error: unknown;
  /** What stands there is of the question before. */
  readonly isPlaceholderData: boolean;
  readonly refetch: () => Promise<unknown>;
}

export interface InsightSectionProps<Answer> {
  id: string;
  title: string;
  /** Quiet words after the title. */
  detail?: ReactNode;
  /** Controls before the switch between chart and table. */
  end?: ReactNode;
  asked: Asked<Answer>;
  /** The answer as a table, on screen and as a file. */
  table: (answer: Answer) => Table;
  formats: CellFormats;
  columnNames?: TableViewProps['columnNames'];
  /** File name of the CSV, without its ending. */
  fileName: string;
  /** What is on its way, such as "The steps". */
  what: string;
  /** Room for the chart until it is there, in px. */
  waitingPx: number;
  /** One of many of its kind: the switch is a small button. */
  isSmall?: boolean;
  /** It tells all visits, whatever the filter. */
  isWhole?: boolean;
  children: (answer: Answer) => ReactNode;
}

/** A chart that is also a table and a file; its place, and what it showed before, stay while an answer is on its way. */
export function InsightSection<Answer>(props: InsightSectionProps<Answer>) {
  const { id, title, detail, end, asked, table, formats, columnNames, fileName, what, waitingPx, children } = props;
  const { isSmall = false, isWhole = false } = props;
  const [look, setLook] = useState<Look>('chart');
  const { data, error, isPlaceholderData, refetch } = asked;
  return (
    <section aria-labelledby={id} aria-busy={data === undefined || isPlaceholderData} className="min-w-0">
      <SectionHeader
        id={id}
        title={title}
        detail={detail === undefined ? undefined : <span className="max-sm:hidden">{detail}</span>}
        end={
          <>
            {end}
            <LookSwitch title={title} look={look} onChange={setLook} isSmall={isSmall} />
            <IconButton
              icon={Download}
              label={`${title} as CSV`}
              size="sm"
              isDisabled={data === undefined}
              onPress={() => data !== undefined && downloadCsv(table(data), fileName)}
            />
          </>
        }
      />
      {data === undefined && error !== null ? (
        <FailedPanel what={what} error={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <div style={{ height: waitingPx }}>
          <output className="sr-only">{what} are on their way</output>
          <Skeleton height={`${waitingPx}px`} />
        </div>
      ) : (
        <div className={classNames('transition-opacity', isPlaceholderData && 'opacity-55')}>
          {look === 'table' ? (
            <TableView
              caption={title}
              table={table(data)}
              formats={formats}
              {...(columnNames ? { columnNames } : {})}
            />
          ) : (
            children(data)
          )}
          {isWhole && <WholeNote />}
        </div>
      )}
    </section>
  );
}
