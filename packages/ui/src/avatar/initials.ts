/** First letters of the first and last word, as people sign. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/u);
  const signed = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return signed
    .map((word) => Array.from(word ?? '')[0] ?? '')
    .join('')
    .toLocaleUpperCase();
}
