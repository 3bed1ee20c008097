import { CopyLine } from './CopyButton.tsx';

/** A command or statement to run elsewhere, with a button to copy it. */
export function CommandWell({ command, label }: { command: string; label: string }) {
  return (
    <div className="my-1 flex items-start gap-2 rounded-md bg-sunken py-1.5 ps-2.5 pe-1 inset-ring inset-ring-line">
      <code
        dir="ltr"
        className="min-w-0 flex-1 self-center text-12 leading-5 whitespace-pre-wrap text-ink-2 [overflow-wrap:anywhere]"
      >
        {command}
      </code>
      <CopyLine label={label} text={command} />
    </div>
  );
}
