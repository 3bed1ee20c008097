import type { WidgetType } from './config/widget-config.ts';

export interface EmbeddedWidget {
  readonly publicKey: string;
  readonly type: WidgetType;
}

/** A sandbox that is added later binds only the next page in the frame, so it stands in the snippet itself. */
const sandbox =
  'allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads';

const titles = { booking: 'Book a table', catering: 'Ask for catering' } as const satisfies Record<WidgetType, string>;

/**
 * The lines a restaurant pastes into its page: the frame works and has its size even without the script.
 * Keys hold only letters, digits and `_`, and an origin only what a URL's origin may, so neither needs escaping.
 * @param widgetUrl where widgets are served, such as `https://widgets.example`
 */
export function embedSnippet(widgetUrl: string, { publicKey, type }: EmbeddedWidget): string {
  const { origin } = new URL(widgetUrl);
  return [
    `<script async src="${origin}/embed.js"></script>`,
    `<blunari-widget widget-key="${publicKey}">`,
    `  <iframe src="${origin}/w/${publicKey}" title="${titles[type]}" width="100%" height="640" loading="lazy"`,
    `    sandbox="${sandbox}"`,
    '    allow="clipboard-write" style="border:0"></iframe>',
    '</blunari-widget>',
  ].join('\n');
}
