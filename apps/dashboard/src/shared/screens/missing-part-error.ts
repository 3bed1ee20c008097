/**
 * A file of the dashboard could not be had although the server answers: it was replaced by a newer one, or the browser
 * remembers that it once failed, as Firefox does as long as the page lives. Only a new load of the page helps.
 */
export class MissingPartError extends Error {
  override readonly name = 'MissingPartError';
}
