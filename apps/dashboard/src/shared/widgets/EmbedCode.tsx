import type { Widget } from '../../data/api-types.ts';
import { Button } from '@blunari/ui/button';
import { Link } from '@blunari/ui/link';
import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useServices } from '../../data/services-context.ts';
import { useTenant } from '../tenant/tenant-context.ts';
import { embedSnippet } from '@blunari/schema/embed-snippet';

/** The lines for the restaurant's own page, ready to paste. */
export function EmbedCode({ widget }: { widget: Widget }) {
  const { config, mock } = useServices();
  const { tenant } = useTenant();
  const snippet = embedSnippet(config.widgetUrl, widget);
  return (
    <>
      <pre
        // It scrolls, so the keyboard must reach it.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- see above
        tabIndex={0}
        aria-label="Embed code"
        dir="ltr"
        className="m-0 max-h-36 overflow-auto rounded-md bg-sunken p-3 font-mono text-12 leading-[19px] whitespace-pre-wrap text-ink-2 inset-ring inset-ring-line [overflow-wrap:anywhere]"
      >
        {snippet}
      </pre>
      <div className="mt-2 flex items-center gap-3">
        <CopyButton text={snippet} />
        {mock && (
          <Link href={`/${tenant.slug}/try/${widget.type}`} className="text-13">
            Try it as a guest
          </Link>
        )}
        {!mock && config.demoUrl !== '' && (
          <Link href={config.demoUrl} target="_blank" className="text-13">
            See the demo page
          </Link>
        )}
      </div>
    </>
  );
}

/** Says `Copied` until something else is on the clipboard's mind, two seconds later. */
const copiedForMs = 2000;

function CopyButton({ text }: { text: string }) {
  const [isCopied, setIsCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return undefined;
    const timer = setTimeout(() => setIsCopied(false), copiedForMs);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setIsCopied(true);
  };
  return (
    <Button size="sm" icon={isCopied ? Check : Copy} onPress={() => void copy()}>
      {isCopied ? 'Copied' : 'Copy'}
    </Button>
  );
}
