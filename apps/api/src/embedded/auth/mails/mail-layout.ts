import { escapeHtml } from '../../../http/escape-html.ts';

/** What a mail says, once for both of its bodies. */
export interface MailWords {
  readonly heading: string;
  readonly paragraphs: readonly string[];
  /** Where the one button leads. */
  readonly button?: { readonly label: string; readonly url: string };
  /** Digits to type, shown large. */
  readonly code?: string;
  readonly smallPrint: string;
}

/** Mail programs know no style sheets and no variables: the dashboard's light colours, written out. */
const style = {
  page: 'margin:0;padding:24px 12px;background:#f7f6f2;font:16px/24px ui-sans-serif,system-ui,sans-serif;color:#16262e',
  card: 'max-width:488px;margin:0 auto;padding:32px 36px 24px;background:#ffffff;border:1px solid #dfe1de;border-radius:12px',
  name: 'margin:0 0 20px;padding-bottom:16px;border-bottom:1px solid #dfe1de;font-size:15px;font-weight:600;color:#1f5b73',
  heading: 'margin:0 0 8px;font-size:24px;line-height:30px;font-weight:600',
  paragraph: 'margin:0 0 12px;overflow-wrap:anywhere',
  button:
    'display:block;margin:22px 0 8px;padding:13px 0;text-align:center;background:#1f5b73;color:#ffffff;font-weight:600;border-radius:8px;text-decoration:none',
  code: 'margin:18px 0;font:600 28px/36px ui-monospace,monospace;letter-spacing:.12em',
  small: 'margin:14px 0 0;font-size:14px;line-height:21px;color:#4a5a62',
} as const;

export function mailHtml({ heading, paragraphs, button, code, smallPrint }: MailWords): string {
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
    `<title>${escapeHtml(heading)}</title></head><body style="${style.page}"><div style="${style.card}">`,
    `<p style="${style.name}">Blunari</p><h1 style="${style.heading}">${escapeHtml(heading)}</h1>`,
    ...paragraphs.map((text) => `<p style="${style.paragraph}">${escapeHtml(text)}</p>`),
    ...(code === undefined ? [] : [`<p style="${style.code}">${escapeHtml(code)}</p>`]),
    ...(button ? [`<a href="${escapeHtml(button.url)}" style="${style.button}">${escapeHtml(button.label)}</a>`] : []),
    `<p style="${style.small}">${escapeHtml(smallPrint)}</p></div></body></html>`,
  ].join('\n');
}

export function mailText({ heading, paragraphs, button, code, smallPrint }: MailWords): string {
  const parts = [heading, ...paragraphs, ...(code === undefined ? [] : [code])];
  if (button) parts.push(`${button.label}:\n${button.url}`);
  return `${[...parts, smallPrint].join('\n\n')}\n`;
}
