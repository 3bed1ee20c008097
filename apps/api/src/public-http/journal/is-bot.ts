import { isbot } from 'isbot';

/** Who tests, photographs or reads pages for others, and is not on the library's list (5.2.3). */
const others =
  /gtmetrix|puppeteer|webdriver|screenshot|lighthouse|prerender|jsdom|htmlunit|thousandeyes|iframely|(?:claude|chatgpt|perplexity|mistralai)-user/i;

/**
 * True where no person looks at the widget: such views would only blur what the restaurant learns. Programs that say what
 * they are; whoever hides it is not found by a name, and tokens and rate limits are for those.
 */
export function isBot(userAgent: string | undefined): boolean {
  return userAgent === undefined || userAgent.length < 12 || isbot(userAgent) || others.test(userAgent);
}
