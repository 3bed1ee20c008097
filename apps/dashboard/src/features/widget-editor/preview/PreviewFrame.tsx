import { classNames } from '@blunari/ui/class-names';
import { Spinner } from '@blunari/ui/spinner';
import { simulatedFramePath } from '@blunari/schema/simulation';
import { widgetTheme } from '@blunari/widgets/theme';
import { useRef, useState } from 'react';
import { NotLoaded } from './NotLoaded.tsx';
import { useServices } from '../../../data/services-context.ts';
import { useSimulatedFrame } from '../../../shared/mock-mode/use-simulated-frame.ts';
import { widgetNames } from '../../../shared/widgets/use-widgets.ts';
import type { PreviewProps } from './PreviewStage.tsx';
import { usePreviewFeed } from './use-preview-feed.ts';

/** The frame visitors get, told by messages what to show. It is on another origin: it can reach nothing of this page. */
export function PreviewFrame(preview: PreviewProps) {
  const [attempt, setAttempt] = useState(1);
  return <Frame key={attempt} {...preview} onRetry={() => setAttempt((count) => count + 1)} />;
}

function Frame({ onRetry, ...preview }: PreviewProps & { onRetry: () => void }) {
  const { config, mock } = useServices();
  const frame = useRef<HTMLIFrameElement>(null);
  const { editor, view } = preview;
  const contact = usePreviewFeed(frame, preview);
  const paper = widgetTheme(editor.draft.config.appearance, view.scheme).tokens['--bw-paper'];
  const isPaused = !editor.row.isActive && !view.isShownOn;
  const path = mock ? simulatedFramePath : `/w/${editor.row.publicKey}`;
  const address = `${new URL(config.widgetUrl).origin}${path}?preview=1`;
  useSimulatedFrame(frame, editor.row.publicKey);
  if (contact === 'silent') return <NotLoaded onRetry={onRetry} />;
  return (
    <div className="relative size-full">
      {contact === 'late' && (
        <output className="absolute inset-x-0 top-1/3 z-1 flex justify-center">
          <span className="flex items-center gap-2 rounded-md bg-raised px-3 py-2 text-13 text-ink-2 ring ring-line">
            <Spinner /> The preview is on its way
          </span>
        </output>
      )}
      <iframe
        ref={frame}
        src={address}
        title={`Preview of the ${widgetNames[editor.row.type].toLowerCase()} widget`}
        // The frame is on another origin: keeping that origin gives it nothing of this page.
        // oxlint-disable-next-line react/iframe-missing-sandbox -- see above
        sandbox="allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads"
        allow="clipboard-write"
        // Until the widget is there, its paper is: a light surface would flash before a dark widget. The short notice of a
        // paused one lies on a page instead. In a dark dashboard the frame keeps the scheme of its document, or browsers
        // would paint it white.
        style={{ colorScheme: 'light', ...(isPaused ? {} : { backgroundColor: paper }) }}
        className={classNames('size-full border-0', isPaused && 'bg-canvas p-4')}
      />
    </div>
  );
}
