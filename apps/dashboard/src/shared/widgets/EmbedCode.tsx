import type { Widget } from '../../data/api-types.ts';
import { Link } from '@blunari/ui/link';
import { useServices } from '../../data/services-context.ts';
import { CopyButton } from '../copy/CopyButton.tsx';
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
        <CopyButton size="sm" text={() => snippet}>
          Copy
        </CopyButton>
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
