import { Dialog } from '@blunari/ui/dialog';
import { CheckMark } from '../CheckMark.tsx';
import { CopyButton } from '../../../shared/copy/CopyButton.tsx';
import { marksOfVerdicts } from '../checks/mark-of.ts';
import type { PickedReports } from './pick-reports.ts';
import type { ReportLine } from './report.ts';
import { sourceNames, toJson, toMarkdown } from './to-markdown.ts';
import { figureOf } from './figure-of.ts';
import { formatRunTime } from './run-time.ts';

export interface ReportDialogProps {
  picked: PickedReports;
  onClose: () => void;
}

/** One run check by check, beside the run of the same source before it. */
export function ReportDialog({ picked, onClose }: ReportDialogProps) {
  const { report, earlier } = picked;
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={`${sourceNames[report.source]}, ${formatRunTime(report.at)}`}
      closeLabel="Close"
      footer={
        <>
          <CopyButton text={() => toMarkdown(picked)}>Copy as Markdown</CopyButton>
          <CopyButton text={() => toJson(picked)}>JSON</CopyButton>
        </>
      }
    >
      <table className="w-full border-separate border-spacing-0 text-13 tabular-nums">
        <caption className="mb-1 text-start text-ink-3">
          {earlier
            ? `Beside the run of ${formatRunTime(earlier.at)}, both p95`
            : 'There is no earlier run to compare with'}
        </caption>
        <thead className="text-12 text-ink-3">
          <tr>
            <th scope="col" className={`${cell} text-start font-medium`}>
              Check
            </th>
            <th scope="col" className={`${cell} text-end font-medium`}>
              This run
            </th>
            {earlier && (
              <th scope="col" className={`${cell} text-end font-medium`}>
                Before
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {report.checks.map((line) => (
            <Line
              key={line.id}
              line={line}
              earlier={earlier?.checks.find(({ id }) => id === line.id)}
              isAlone={!earlier}
            />
          ))}
        </tbody>
      </table>
    </Dialog>
  );
}

const cell = 'h-8 border-0 border-b border-line pe-3 last:pe-0';

interface LineProps {
  line: ReportLine;
  earlier: ReportLine | undefined;
  isAlone: boolean;
}

function Line({ line, earlier, isAlone }: LineProps) {
  return (
    <tr>
      <th scope="row" className={`${cell} text-start font-medium`}>
        <span className="me-2">
          <CheckMark state={marksOfVerdicts[line.verdict]} />
        </span>
        {line.title}
      </th>
      <td className={`${cell} text-end font-mono`}>{figureOf(line)}</td>
      {!isAlone && (
        <td className={`${cell} text-end font-mono text-ink-3`}>
          {earlier ? figureOf(earlier) || <CheckMark state={marksOfVerdicts[earlier.verdict]} /> : ''}
        </td>
      )}
    </tr>
  );
}
