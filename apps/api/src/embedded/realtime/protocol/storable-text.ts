/**
 * Whether Postgres can hold it: it knows neither U+0000 nor half of a surrogate pair, and refuses a whole statement for one.
 * No message could ever come from a topic of such a name.
 */
export function isStorableText(text: string): boolean {
  return text.isWellFormed() && !text.includes('\u0000');
}
