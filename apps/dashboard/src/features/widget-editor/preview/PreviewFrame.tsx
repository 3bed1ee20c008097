import { useRef } from 'react';
import { useServices } from '../../../data/services-context.ts';
import { widgetNames } from '../../../shared/widgets/use-widgets.ts';
import type { PreviewProps } from './PreviewStage.tsx';
import { usePreviewFeed } from './use-preview-feed.ts';

/** The frame visitors get, told by messages what to show. It is on another origin: it can reach nothing of this page. */
export function PreviewFrame({ editor, place, language }: PreviewProps) {
  const { config } = useServices();
  const frame = useRef<HTMLIFrameElement>(null);
  usePreviewFeed(frame, editor, place, language);
  const address = `${new URL(config.widgetUrl).origin}/w/${editor.row.publicKey}?preview=1`;
  return (
    <iframe
      ref={frame}
      src={address}
      title={`Preview of the ${widgetNames[editor.row.type].toLowerCase()} widget`}
      // The frame is on another origin: keeping that origin gives it nothing of this page.
      // oxlint-disable-next-line react/iframe-missing-sandbox -- see above
      sandbox="allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads"
      allow="clipboard-write"
      className="size-full border-0 bg-surface"
    />
  );
}
