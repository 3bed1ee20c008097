import { escapeHtml } from '../http/escape-html.ts';

export interface SitePage {
  readonly theme: 'lucia' | 'green-fork';
  readonly name: string;
  readonly description: string;
  readonly home: string;
  readonly links: readonly { readonly href: string; readonly text: string; readonly isCurrent?: boolean }[];
  readonly headline: string;
  readonly lead: string;
  /** Days and hours. */
  readonly hours: readonly (readonly [days: string, times: string])[];
  /** Below the hours; HTML of our own. */
  readonly drawing: string;
  /** The widget's snippet. */
  readonly widget: string;
  /** Below the widget; HTML of our own. */
  readonly more: string;
  readonly address: readonly string[];
}

/** A page of a demo restaurant: what a small place would have on its own site, with our snippet in it. */
export function sitePage(page: SitePage): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(page.name)}</title>
<meta name="description" content="${escapeHtml(page.description)}">
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/site.css">
</head>
<body class="${page.theme}">
<div class="page">
<header class="head"><a class="name" href="${page.home}">${escapeHtml(page.name)}</a>${navigation(page.links)}</header>
<main>
<div class="columns">
<div class="intro">
<h1>${escapeHtml(page.headline)}</h1>
<p class="lead">${escapeHtml(page.lead)}</p>
<dl class="hours">${page.hours.map(([days, times]) => `<dt>${escapeHtml(days)}</dt><dd>${escapeHtml(times)}</dd>`).join('')}</dl>
${page.drawing}
</div>
<div>${page.widget}</div>
</div>
${page.more}
</main>
<footer class="foot" id="where">${page.address.map((line) => `<span>${escapeHtml(line)}</span>`).join('')}</footer>
</div>
</body>
</html>
`;
}

function navigation(links: SitePage['links']): string {
  const anchors = links.map(
    ({ href, text, isCurrent = false }) =>
      `<a href="${escapeHtml(href)}"${isCurrent ? ' aria-current="page"' : ''}>${escapeHtml(text)}</a>`,
  );
  return `<nav aria-label="Pages">${anchors.join('')}</nav>`;
}
