/** Of a shared beginning so many words stay: enough to see where the difference is. */
const keptWords = 2;

/** Both sides of a change without most of what they begin alike with, so that a short line shows the difference. */
export function briefChange(before: string, after: string): { readonly before: string; readonly after: string } {
  const [old, now] = [before.split(' '), after.split(' ')];
  const difference = now.findIndex((word, index) => word !== old[index]);
  const cut = (difference === -1 ? now.length : difference) - keptWords;
  if (cut <= 0) return { before, after };
  const brief = (words: readonly string[]) => `…${words.slice(cut).join(' ')}`;
  return { before: brief(old), after: brief(now) };
}
