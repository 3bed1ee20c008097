import { Button, type ButtonProps } from '@blunari/ui/button';
import { Braces, ClipboardList, Play, Square } from 'lucide-react';
import { CopyButton } from '../../../shared/copy/CopyButton.tsx';
import { pickReports } from '../report/pick-reports.ts';
import { toJson, toMarkdown } from '../report/to-markdown.ts';
import type { TestDesk } from './use-test-desk.ts';

export interface RunActionsProps {
  desk: TestDesk;
  /** How the button that runs all of them looks: filled where it is what one comes for. */
  runAll?: { readonly label: string; readonly variant: NonNullable<ButtonProps['variant']> };
}

/** Runs or stops all checks, and copies what the table shows, else the newest report of the same source. */
export function RunActions({ desk, runAll = { label: 'Run all checks', variant: 'filled' } }: RunActionsProps) {
  const { source, runner, state, reports, reportOfNow } = desk;
  const picked = pickReports(reports, source.kind, reportOfNow);
  return (
    <>
      <CopyButton icon={ClipboardList} isDisabled={!picked} text={() => (picked ? toMarkdown(picked) : '')}>
        Copy as Markdown
      </CopyButton>
      <CopyButton icon={Braces} isDisabled={!picked} text={() => (picked ? toJson(picked) : '')}>
        JSON
      </CopyButton>
      {state.queue.length > 0 ? (
        <Button icon={Square} onPress={runner.cancel}>
          Cancel
        </Button>
      ) : (
        <Button variant={runAll.variant} icon={Play} onPress={() => void runner.run(source)}>
          {runAll.label}
        </Button>
      )}
    </>
  );
}
