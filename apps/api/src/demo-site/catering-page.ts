import { sitePage } from './site-page.ts';
import { embedSnippet } from '@blunari/schema/embed-snippet';

/** A sprig with a fork for its stem, drawn for the demo caterer. Decoration: hidden from screen readers. */
const forkSprig = [
  '<svg class="branch" viewBox="0 0 240 170" width="260" height="184" fill="none" stroke="oklch(.42 .09 150)"',
  ' stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">',
  '<path d="M20 150C70 128 120 96 168 52"/>',
  '<path d="M168 52C176 45 174 34 182 26M168 52C177 47 188 49 196 41M168 52C174 50 182 42 190 33"/>',
  '<path d="M74 124C60 96 70 74 92 62C104 86 96 108 74 124ZM74 124C80 102 86 84 92 62" fill="oklch(.56 .1 150 / .16)"/>',
  '<path d="M104 105C132 108 150 98 160 78C136 72 114 82 104 105ZM104 105C124 98 142 90 160 78" fill="oklch(.56 .1 150 / .16)"/>',
  '<path d="M46 138C74 150 96 146 112 130C90 118 64 120 46 138ZM46 138C70 138 90 136 112 130" fill="oklch(.56 .1 150 / .16)"/>',
  '<path d="M126 89C118 66 124 48 142 36C152 56 146 76 126 89ZM126 89C132 72 138 56 142 36" fill="oklch(.56 .1 150 / .16)"/>',
  '</svg>',
].join('');

/** The page of Green Fork Catering, with the catering widget. */
export function cateringPage(widgetUrl: string, publicKey: string): string {
  return sitePage({
    theme: 'green-fork',
    name: 'Green Fork Catering',
    description: 'Lunches, buffets and celebrations in Leeds. Ask for an estimate.',
    home: '/catering',
    links: [
      { href: '#where', text: 'Find us' },
      { href: '/', text: 'Trattoria Lucia' },
      { href: '/catering', text: 'Estimate', isCurrent: true },
    ],
    headline: 'Lunch for ten, dinner for 300',
    lead: 'Cooked in Mill Yard, carried across Leeds, laid out before your guests arrive.',
    hours: [['Mon to Sat', '08:00 to 20:00']],
    drawing: forkSprig,
    widget: embedSnippet(widgetUrl, { publicKey, type: 'catering' }),
    more: '',
    address: ['8 Mill Yard, Leeds LS2 7DJ', '+44 7700 900231', 'hello@example.com'],
  });
}
