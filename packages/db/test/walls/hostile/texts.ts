/** The types of a function's arguments, out of its name in the catalogue: `schema.function(type,type)`. */
export const typesOf = (name: string): readonly string[] =>
  /\((.*)\)/.exec(name)?.[1]?.split(',').filter(Boolean) ?? [];

/** A call of that function with a bound value for each argument. */
export function callOf(name: string): string {
  const places = typesOf(name).map((type, index) => `$${index + 1}::${type}`);
  return `select ${name.slice(0, name.indexOf('('))}(${places.join(', ')})`;
}

/** A value as Postgres reads it; JSON as its text. */
export function textOf(value: unknown): string | null {
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'string' || value === null ? value : JSON.stringify(value);
}

/** A value as a failed test tells it: of a megabyte, both ends. */
export const shorten = (value: string | null): string =>
  value !== null && value.length > 200 ? `${value.slice(0, 100)} ... ${value.slice(-100)}` : String(value);
