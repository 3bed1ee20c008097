import { Button } from '@blunari/ui/button';
import { Braces, ClipboardList, Play, Square } from 'lucide-react';
import { CopyButton } from '../copy/CopyButton.tsx';
import { toMarkdown } from '../report/to-markdown.ts';
import type { TestDesk } from './use-test-desk.ts';

/** Runs or stops all checks, and copies the latest report. */
export function RunActions({ desk: { source, runner, state, reports } }: { desk: TestDesk }) {
  const [latest, earlier] = reports;
  return (
    <>
      <CopyButton icon={ClipboardList} isDisabled={!latest} text={() => (latest ? toMarkdown(latest, earlier) : '')}>
        Copy as Markdown
      </CopyButton>
      <CopyButton icon={Braces} isDisabled={!latest} text={() => JSON.stringify(latest, null, 2)}>
        JSON
      </CopyButton>
      {state.queue.length > 0 ? (
        <Button icon={Square} onPress={runner.cancel}>
          Cancel
        </Button>
      ) : (
        <Button variant="filled" icon={Play} onPress={() => void runner.run(source)}>
          Run all checks
        </Button>
      )}
    </>
  );
}
