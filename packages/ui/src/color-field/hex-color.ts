/** `#rrggbb` in lower case from what people type or paste: with or without #, three or six digits. */
export function parseHexColor(typed: string): string | undefined {
  const digits = /^\s*#?(?<digits>[0-9a-f]{6}|[0-9a-f]{3})\s*$/iu.exec(typed)?.groups?.['digits']?.toLowerCase();
  if (digits === undefined) return undefined;
  return `#${digits.length === 6 ? digits : digits.replaceAll(/./gu, '$&$&')}`;
}
