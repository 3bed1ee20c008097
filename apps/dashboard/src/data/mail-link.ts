/** What a link of a mail left behind the `#` of the page's address. */
export type MailLink =
  | { readonly kind: 'none' }
  | { readonly kind: 'session'; readonly tokens: LinkTokens; readonly wantsPassword: boolean }
  /** The first of the two confirmations of a change of address. */
  | { readonly kind: 'halfway' }
  | { readonly kind: 'failed' };

export interface LinkTokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** Who came by one of these has no password, or none they know. */
const typesWithoutPassword: readonly string[] = ['recovery', 'invite'];

/** Reads the fragment that Auth, here or of a Supabase project, leads a link of a mail to. */
export function readMailLink(hash: string): MailLink {
  const members = new URLSearchParams(hash.replace(/^#/, ''));
  if (members.has('error') || members.has('error_code')) return { kind: 'failed' };
  if (members.has('message')) return { kind: 'halfway' };
  const accessToken = members.get('access_token');
  const refreshToken = members.get('refresh_token');
  if (!accessToken || !refreshToken) return { kind: 'none' };
  const wantsPassword = typesWithoutPassword.includes(members.get('type') ?? '');
  return { kind: 'session', tokens: { accessToken, refreshToken }, wantsPassword };
}
