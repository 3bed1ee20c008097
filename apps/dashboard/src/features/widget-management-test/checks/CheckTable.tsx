import type { RunState } from '../run/test-runner.ts';
import type { Report } from '../report/report.ts';
import { formatRunTimeShort } from '../report/run-time.ts';
import type { SourceKind } from '../source/test-source.ts';
import type { Check } from './check.ts';
import { MeasuredRow } from './MeasuredRow.tsx';

export interface CheckTableProps {
  checks: readonly Check[];
  state: RunState;
  /** What the buttons run on; its numbers have the wide columns. */
  kind: SourceKind;
  /** The newest run of the other source; undefined before the first. */
  beside: Report | undefined;
  onRun: (id: string) => void;
}

/** What is measured: the numbers of one source, and the p95 of the other beside them. */
export function CheckTable({ checks, state, kind, beside, onRun }: CheckTableProps) {
  return (
    <table className="w-full border-separate border-spacing-0 text-13 tabular-nums">
      <caption className="sr-only">Measurements</caption>
      <thead>
        <tr>
          <Head label="State" isHidden />
          <Head label="Check" />
          <Head label="n" isNumber isWideOnly />
          <Head label="p50" isNumber isWideOnly />
          <Head label="p95" isNumber />
          <Head label="Max" isNumber isWideOnly />
          <Head label="Expected" isNumber />
          <Head label="p50 and p95 against expected" isWideOnly isPadded />
          <Head
            label={kind === 'real' ? 'Mock p95' : 'Real p95'}
            detail={beside && formatRunTimeShort(beside.at)}
            isNumber
            isWideOnly
          />
          <Head label="Run" isHidden />
        </tr>
      </thead>
      <tbody>
        {checks.map((check) => (
          <MeasuredRow
            key={check.id}
            check={check}
            state={state}
            kind={kind}
            beside={beside?.checks.find(({ id }) => id === check.id)}
            onRun={() => onRun(check.id)}
          />
        ))}
      </tbody>
    </table>
  );
}

interface HeadProps {
  label: string;
  /** Below the label, such as when its numbers were measured. */
  detail?: string | undefined;
  isHidden?: boolean;
  isNumber?: boolean;
  isWideOnly?: boolean;
  isPadded?: boolean;
}

function Head({ label, detail, isHidden = false, isNumber = false, isWideOnly = false, isPadded = false }: HeadProps) {
  const classes = [
    'h-9 border-0 border-b border-line pe-3 text-12 font-medium text-ink-3',
    isNumber ? 'text-end' : 'text-start',
    isWideOnly ? 'hidden @3xl:table-cell' : '',
    isPadded ? 'ps-5' : '',
  ];
  return (
    <th scope="col" className={classes.join(' ')}>
      {isHidden ? <span className="sr-only">{label}</span> : label}
      {detail !== undefined && <span className="block font-normal whitespace-nowrap">{detail}</span>}
    </th>
  );
}
