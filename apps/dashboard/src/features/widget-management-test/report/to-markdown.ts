import { formatGrowth, formatMs } from '../format.ts';
import type { Report, ReportLine } from './report.ts';

const verdictWords = { met: 'met', missed: 'MISSED', unknown: 'not known' } as const satisfies Record<
  Report['verdict'],
  string
>;

/** A report for an issue or a mail; with the p95 of an earlier run beside it where one is given. */
export function toMarkdown(report: Report, earlier?: Report): string {
  const { at, source, verdict, address, browser, serverVersion, lastMigration, clockErrorMs } = report;
  const clock = clockErrorMs === null ? 'not compared' : `known to ± ${clockErrorMs.toFixed(1)} ms`;
  const heads = ['Check', 'Verdict', 'n', 'p50', 'p95', 'max', 'Expected', ...(earlier ? [`p95 ${earlier.at}`] : [])];
  const table = [
    row(heads),
    row(heads.map((_, index) => (index < 2 ? '---' : '---:'))),
    ...report.checks.map((line) => row(cellsOf(line, earlier))),
  ];
  const remarks = report.checks.filter(({ words }) => words !== undefined);
  return [
    `# System test: ${verdictWords[verdict]}`,
    '',
    `${at}, ${source === 'mock' ? 'Mock Mode' : 'Real'}, ${escape(address)}`,
    `Postgres ${escape(serverVersion)}, migration ${escape(lastMigration)}, clock ${clock}`,
    escape(browser),
    '',
    ...table,
    ...(remarks.length > 0 ? ['', ...remarks.map(({ title, words = '' }) => `- ${title}: ${escape(words)}`)] : []),
    '',
  ].join('\n');
}

function cellsOf(line: ReportLine, earlier: Report | undefined): readonly string[] {
  const { title, verdict, speed, growth } = line;
  const before = earlier?.checks.find(({ id }) => id === line.id);
  const numbers = speed
    ? [`${speed.n}`, formatMs(speed.p50), formatMs(speed.p95), formatMs(speed.max), `under ${formatMs(speed.limitMs)}`]
    : ['', '', growth ? formatGrowth(growth.share) : '', '', growth ? `at most ${formatGrowth(growth.limit)}` : ''];
  return [title, verdictWords[verdict], ...numbers, ...(earlier ? [measureOf(before)] : [])];
}

function measureOf(line: ReportLine | undefined): string {
  if (line?.speed) return formatMs(line.speed.p95);
  return line?.growth ? formatGrowth(line.growth.share) : '';
}

const row = (cells: readonly string[]): string => `| ${cells.map(escape).join(' | ')} |`;

/** Words of a server or a browser make no columns, lines or markup here. */
function escape(text: string): string {
  return text.replace(/[\r\n]+/g, ' ').replace(/[|<>[\]`\\]/g, (mark) => `\\${mark}`);
}
