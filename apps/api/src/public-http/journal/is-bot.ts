/** Programs that say what they are. Whoever hides it is not found by a name; rate limits are for those. */
const botPattern =
  /bot\b|bot\/|crawl|spider|slurp|headless|lighthouse|pagespeed|preview|monitor|uptime|scrap|archiver|curl\/|wget\/|python|java\/|okhttp|axios|node-fetch|go-http-client|facebookexternalhit|whatsapp\//i;

/** True where no person looks at the widget: such views would only blur what the restaurant learns. */
export function isBot(userAgent: string | undefined): boolean {
  return userAgent === undefined || userAgent.length < 12 || botPattern.test(userAgent);
}
