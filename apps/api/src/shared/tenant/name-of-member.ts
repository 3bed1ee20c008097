/** Guests and tools change things in nobody's name. Whoever does not work here any more is not told by name. */
export function nameOfMember(userId: string | null, names: ReadonlyMap<string, string>): string | null {
  if (userId === null) return null;
  return names.get(userId) ?? 'A former colleague';
}
