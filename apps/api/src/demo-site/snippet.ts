import { escapeHtml } from '../http/escape-html.ts';

export interface Snippet {
  readonly widgetUrl: string;
  readonly publicKey: string;
  /** What a screen reader calls the frame. */
  readonly title: string;
}

/** Without the downloads word a browser refuses the calendar file, without the escape word links open sandboxed. */
const sandbox =
  'allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads';

/** The lines a restaurant pastes into its page, as the dashboard shows them. */
export function widgetSnippet({ widgetUrl, publicKey, title }: Snippet): string {
  return [
    `<blunari-widget widget-key="${escapeHtml(publicKey)}">`,
    `<iframe src="${escapeHtml(widgetUrl)}/w/${escapeHtml(publicKey)}" width="100%" height="640" loading="lazy"`,
    ` title="${escapeHtml(title)}" sandbox="${sandbox}" allow="clipboard-write"></iframe>`,
    '</blunari-widget>',
    `<script async src="${escapeHtml(widgetUrl)}/embed.js"></script>`,
  ].join('');
}
