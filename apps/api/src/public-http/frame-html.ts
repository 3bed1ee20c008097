import type { FrameBootstrap } from '@blunari/schema/api';
import { escapeHtml, jsonForScript } from '../http/escape-html.ts';
import type { FrameFiles } from '../static/embed-files.ts';

const titles = { booking: 'Book a table', catering: 'Ask for catering' } as const satisfies Record<
  FrameBootstrap['type'],
  string
>;

/**
 * The page of a framed widget. Its settings are inside, so that one request shows it; as the same page it is a full
 * booking page for links, codes and maps. `language` is the one the guest will most likely read: its words load with the
 * script, not after it.
 */
export function frameHtml(bootstrap: FrameBootstrap, files: FrameFiles, language: string): string {
  const { place, type } = bootstrap;
  const preloads = [
    ...files.preloads,
    ...(type === 'catering' ? files.cateringPreloads : []),
    ...(files.languagePreloads.get(language) ?? []),
  ];
  const title = [place.name, titles[type]].filter(Boolean).join(': ');
  return `<!doctype html>
<html lang="${escapeHtml(place.defaultLocale)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:,">
${files.styles.map((path) => `<link rel="stylesheet" href="/w/${escapeHtml(path)}">`).join('\n')}
${preloads.map((path) => `<link rel="modulepreload" href="/w/${escapeHtml(path)}">`).join('\n')}
<script type="module" src="/w/${escapeHtml(files.script)}"></script>
</head>
<body>
<div id="blunari-widget"></div>
<script type="application/json" id="blunari-bootstrap">${jsonForScript(bootstrap)}</script>
<noscript><p>${escapeHtml(withoutScript(bootstrap))}</p></noscript>
</body>
</html>
`;
}

function withoutScript({ place }: FrameBootstrap): string {
  const ways = [place.phone, place.email].filter(Boolean).join(' or ');
  return ways ? `This form needs JavaScript. Please contact us: ${ways}.` : 'This form needs JavaScript.';
}
