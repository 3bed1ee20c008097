/** The frame of the snippet, for pages that write only the element. `sandbox` must stand there before it loads. */
export function createFrame(origin: string, key: string, lang: string): HTMLIFrameElement {
  const frame = document.createElement('iframe');
  const attributes = {
    width: '100%',
    height: '640',
    loading: 'lazy',
    title: titles[lang.slice(0, 2)] ?? 'Book a table',
    sandbox: 'allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads',
    allow: 'clipboard-write',
    src: `${origin}/w/${encodeURIComponent(key)}${lang === '' ? '' : `?lang=${encodeURIComponent(lang)}`}`,
  };
  for (const [name, value] of Object.entries(attributes)) frame.setAttribute(name, value);
  return frame;
}

const titles: Readonly<Record<string, string>> = {
  it: 'Prenota un tavolo',
  de: 'Tisch reservieren',
  fr: 'Réserver une table',
};
