/** What a link of a mail left behind the `#` of the page's address. */
export type MailLink =
  | { readonly kind: 'none' }
  | { readonly kind: 'session'; readonly tokens: LinkTokens; readonly passwordFor: 'recovery' | 'invite' | null }
  /** The first of the two confirmations of a change of address. */
  | { readonly kind: 'halfway' }
  | { readonly kind: 'failed' };

export interface LinkTokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** Reads the fragment that Auth, here or of a Supabase project, leads a link of a mail to. */
export function readMailLink(hash: string): MailLink {
  const members = new URLSearchParams(hash.replace(/^#/, ''));
  if (members.has('error') || members.has('error_code')) return { kind: 'failed' };
  if (members.has('message')) return { kind: 'halfway' };
  const accessToken = members.get('access_token');
  const refreshToken = members.get('refresh_token');
  if (!accessToken || !refreshToken) return { kind: 'none' };
  const type = members.get('type');
  // Who came by one of these has no password, or none they know.
  const passwordFor = type === 'recovery' || type === 'invite' ? type : null;
  return { kind: 'session', tokens: { accessToken, refreshToken }, passwordFor };
}
