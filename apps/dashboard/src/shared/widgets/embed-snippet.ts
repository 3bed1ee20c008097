import type { Widget } from '../../data/api-types.ts';

/** What the frame may do; set here because a sandbox that is added later binds only the next page in it. */
const sandbox =
  'allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads';

const titles = { booking: 'Book a table', catering: 'Ask for catering' } as const;

/** The inline snippet: the frame works and has its size even without the script. */
export function embedSnippet(widgetUrl: string, { publicKey, type }: Pick<Widget, 'publicKey' | 'type'>): string {
  const origin = new URL(widgetUrl).origin;
  return [
    `<script async src="${origin}/embed.js"></script>`,
    `<blunari-widget widget-key="${publicKey}">`,
    `  <iframe src="${origin}/w/${publicKey}" title="${titles[type]}" width="100%" height="640" loading="lazy"`,
    `    sandbox="${sandbox}"`,
    '    allow="clipboard-write; web-share" style="border:0"></iframe>',
    '</blunari-widget>',
  ].join('\n');
}
