import { escapeHtml } from '../http/escape-html.ts';
import { lemonBranch } from './lemons.ts';
import { sitePage } from './site-page.ts';
import { embedSnippet } from '@blunari/schema/embed-snippet';

const dishes: readonly (readonly [name: string, words: string, price: string])[] = [
  ['Crescentine', 'squacquerone, mortadella, rocket', '9'],
  ['Tagliatelle al ragù', 'cut by hand, cooked since ten', '14'],
  ['Tortelloni di ricotta', 'butter, sage, lemon peel', '13'],
  ['Cotoletta alla bolognese', 'veal, prosciutto, Parmigiano', '19'],
  ['Friggione', 'onions and tomatoes, four hours', '8'],
  ['Zuppa inglese', 'alchermes, two creams', '7'],
];

/** The page of Trattoria Lucia, with the booking widget. */
export function trattoriaPage(widgetUrl: string, publicKey: string): string {
  return sitePage({
    theme: 'lucia',
    name: 'Trattoria Lucia',
    description: 'Bolognese cooking in Via del Pratello. Book a table.',
    home: '/',
    links: [
      { href: '#menu', text: 'Il menù' },
      { href: '#where', text: 'Dove siamo' },
      { href: '/catering', text: 'Catering' },
      { href: '/', text: 'Prenota', isCurrent: true },
    ],
    headline: 'A table at Lucia’s',
    lead: 'Forty-four seats, one oven, and whatever the market had this morning.',
    hours: [
      ['Tue to Sun', '18:30 to 21:45'],
      ['Sat and Sun', 'also 12:00 to 14:15'],
    ],
    drawing: lemonBranch(),
    widget: embedSnippet(widgetUrl, { publicKey, type: 'booking' }),
    more: `<section class="menu" id="menu"><h2>Il menù</h2><ul>${dishes.map(dishLine).join('')}</ul></section>`,
    address: ['Via del Pratello 41, 40122 Bologna', '+44 7700 900147', 'ciao@example.com'],
  });
}

function dishLine([name, words, price]: (typeof dishes)[number]): string {
  return `<li><b lang="it">${escapeHtml(name)}</b><span>${escapeHtml(words)}</span><i>${price} €</i></li>`;
}
