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
  return pageHtml({
    language: place.defaultLocale,
    title: [place.name, titles[type]].filter(Boolean).join(': '),
    preloads,
    files,
    content: bootstrap,
    withoutScript: withoutScript(bootstrap),
  });
}

/** The same page for a widget of a simulated server: it holds no more than who may hand it one. */
export function simulatedFrameHtml(dashboardOrigin: string, files: FrameFiles): string {
  const { preloads } = files;
  const content = { simulatedBy: dashboardOrigin };
  return pageHtml({
    language: 'en',
    title: 'Simulated widget',
    preloads,
    files,
    content,
    withoutScript: dashboardWords,
  });
}

const dashboardWords = 'This page is part of a dashboard.';

interface PageParts {
  readonly language: string;
  readonly title: string;
  /** Paths below `/w/`. */
  readonly preloads: readonly string[];
  readonly files: FrameFiles;
  /** What the script starts with, as JSON. */
  readonly content: object;
  readonly withoutScript: string;
}

function pageHtml({ language, title, preloads, files, content, withoutScript: words }: PageParts): string {
  return `<!doctype html>
<html lang="${escapeHtml(language)}">
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
<script type="application/json" id="blunari-bootstrap">${jsonForScript(content)}</script>
<noscript><p>${escapeHtml(words)}</p></noscript>
</body>
</html>
`;
}

function withoutScript({ place }: FrameBootstrap): string {
  const ways = [place.phone, place.email].filter(Boolean).join(' or ');
  return ways ? `This form needs JavaScript. Please contact us: ${ways}.` : 'This form needs JavaScript.';
}
