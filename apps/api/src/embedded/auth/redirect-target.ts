export interface RedirectRules {
  /** Where links lead that name no other target, or a forbidden one. */
  readonly siteUrl: string;
  /** Further targets: an origin stands for all its pages, a URL with a path for that path and what is below it. */
  readonly redirectUrls: readonly string[];
}

/** A link takes a session along, so it leads only where the operator said. */
export function redirectTarget(wanted: unknown, { siteUrl, redirectUrls }: RedirectRules): string {
  if (typeof wanted !== 'string' || !URL.canParse(wanted)) return siteUrl;
  const target = new URL(wanted);
  const isWeb = target.protocol === 'https:' || target.protocol === 'http:';
  // `https://site@evil.example` and its like are nobody's mistake.
  if (!isWeb || target.username !== '' || target.password !== '') return siteUrl;
  const allowed = [new URL(siteUrl).origin, ...redirectUrls].some((rule) => covers(new URL(rule), target));
  return allowed ? target.href : siteUrl;
}

function covers(rule: URL, target: URL): boolean {
  const folder = rule.pathname.endsWith('/') ? rule.pathname : `${rule.pathname}/`;
  return rule.origin === target.origin && (target.pathname === rule.pathname || target.pathname.startsWith(folder));
}

/** The target with what it is told behind the `#`, where no server on the way reads it. */
export function withFragment(target: string, members: Readonly<Record<string, string>>): string {
  const url = new URL(target);
  url.hash = new URLSearchParams(members).toString();
  return url.href;
}

/** The target with members added to its query. */
export function withQuery(target: string, members: Readonly<Record<string, string>>): string {
  const url = new URL(target);
  for (const [name, value] of Object.entries(members)) url.searchParams.set(name, value);
  return url.href;
}
