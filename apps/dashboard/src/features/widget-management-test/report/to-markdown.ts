import { formatGrowth, formatMs } from '../format.ts';
import { figureOf } from './figure-of.ts';
import type { PickedReports } from './pick-reports.ts';
import type { Report, ReportLine } from './report.ts';

export const sourceNames = { real: 'Real', mock: 'Mock Mode' } as const satisfies Record<Report['source'], string>;

const verdictWords = { met: 'met', missed: 'MISSED', unknown: 'not known' } as const satisfies Record<
  Report['verdict'],
  string
>;

/** A report for an issue or a mail, with the p95 of the other source and of the run before beside it where there is one. */
export function toMarkdown({ report, earlier, beside }: PickedReports): string {
  const { at, source, verdict, address, browser, serverVersion, lastMigration, clockErrorMs } = report;
  const clock = clockErrorMs === null ? 'not compared' : `known to ± ${clockErrorMs.toFixed(1)} ms`;
  const others = [
    ...(beside ? [{ head: `${sourceNames[beside.source]} p95 ${beside.at}`, checks: beside.checks }] : []),
    ...(earlier ? [{ head: `p95 ${earlier.at}`, checks: earlier.checks }] : []),
  ];
  const heads = ['Check', 'Verdict', 'n', 'p50', 'p95', 'max', 'Expected', ...others.map(({ head }) => head)];
  const table = [
    row(heads),
    row(heads.map((_, index) => (index < 2 ? '---' : '---:'))),
    ...report.checks.map((line) =>
      row([...cellsOf(line), ...others.map(({ checks }) => figureOf(lineIn(checks, line)))]),
    ),
  ];
  const remarks = report.checks.flatMap((line) => remarkOf(line) ?? []);
  return [
    `# System test: ${verdictWords[verdict]}`,
    '',
    `${at}, ${sourceNames[source]}, ${escape(address)}`,
    `Postgres ${escape(serverVersion)}, migration ${escape(lastMigration)}, clock ${clock}`,
    escape(browser),
    '',
    ...table,
    ...(remarks.length > 0 ? ['', ...remarks] : []),
    '',
  ].join('\n');
}

/** The same for a program: the report, `beside` of the other source and `earlier` of its own, each null where there is none. */
export function toJson({ report, earlier, beside }: PickedReports): string {
  return JSON.stringify({ ...report, beside: beside ?? null, earlier: earlier ?? null }, null, 2);
}

function cellsOf({ title, verdict, speed, growth }: ReportLine): readonly string[] {
  const numbers = speed
    ? [`${speed.n}`, formatMs(speed.p50), formatMs(speed.p95), formatMs(speed.max), `under ${formatMs(speed.limitMs)}`]
    : ['', '', growth ? formatGrowth(growth.share) : '', '', growth ? `at most ${formatGrowth(growth.limit)}` : ''];
  return [title, verdictWords[verdict], ...numbers];
}

const lineIn = (checks: Report['checks'], { id }: ReportLine): ReportLine | undefined =>
  checks.find((each) => each.id === id);

function remarkOf({ title, words, hint }: ReportLine): string | undefined {
  const parts = [...(words === undefined ? [] : [words]), ...(hint === undefined ? [] : [`Where to look: ${hint}`])];
  return parts.length === 0 ? undefined : `- ${title}: ${escape(parts.join(' '))}`;
}

const row = (cells: readonly string[]): string => `| ${cells.map(escape).join(' | ')} |`;

/** Words of a server or a browser make no columns, lines or markup here. */
function escape(text: string): string {
  return text.replace(/[\r\n]+/g, ' ').replace(/[|<>[\]`\\]/g, (mark) => `\\${mark}`);
}
