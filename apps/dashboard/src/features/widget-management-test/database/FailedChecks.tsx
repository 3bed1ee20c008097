import type { ReadinessFinding } from '@blunari/schema/api';
import { CopyButton } from '../../../shared/copy/CopyButton.tsx';
import { CommandWell } from '../../../shared/copy/CommandWell.tsx';
import { CheckMark } from '../CheckMark.tsx';
import { SectionHeader } from '@blunari/ui/section-header';
import { tellFinding } from './tell-finding.ts';

export interface FailedChecksProps {
  findings: readonly ReadinessFinding[];
  /** Of all, also those that are not listed. */
  count: number;
}

/** Which checks of the database fail, in words, each with the statement that mends it. */
export function FailedChecks({ findings, count }: FailedChecksProps) {
  const statements = findings.map(({ mend }) => mend).filter(isStatement);
  const shared = sharedMends(findings);
  return (
    <section aria-label="Checks that fail" className="mb-8">
      <SectionHeader
        title={count === 1 ? '1 check fails' : `${count} checks fail`}
        detail={count > findings.length ? `the first ${findings.length} are shown` : 'mend them from top to bottom'}
        end={
          statements.length > 1 && (
            <CopyButton size="sm" text={() => statements.join('\n')}>
              Copy all statements
            </CopyButton>
          )
        }
      />
      {shared.map((mend) => (
        <p key={mend} className="mt-0 mb-2 text-13">
          {mend}
        </p>
      ))}
      <ol className="m-0 max-h-150 overflow-y-auto p-0">
        {findings.map((finding) => (
          <li
            key={`${finding.check} ${finding.subject} ${finding.result}`}
            className="flex list-none gap-2.5 border-0 border-t border-line py-2.5 text-13"
          >
            <CheckMark state="wrong" />
            <div className="min-w-0 flex-1">
              <p className="m-0 font-medium [overflow-wrap:anywhere]">{tellFinding(finding)}</p>
              {isStatement(finding.mend) ? (
                <CommandWell label="Copy the statement" command={finding.mend} />
              ) : (
                !shared.includes(finding.mend) && <p className="m-0 text-ink-3">{finding.mend}</p>
              )}
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Sentences that mend several of them: said once, before all. */
function sharedMends(findings: readonly ReadinessFinding[]): readonly string[] {
  const sentences = findings.map(({ mend }) => mend).filter((mend) => !isStatement(mend));
  return [...new Set(sentences.filter((mend, index) => sentences.indexOf(mend) !== index))];
}

/** What mends is SQL, or a sentence such as "Run the file again." */
const isStatement = (mend: string): boolean => /;\s*$/.test(mend);
