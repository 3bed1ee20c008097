/** Whose change it was, as a line begins: `Your change`, `Marco Rossi’s change`, `Giulia’s and Marco’s change`, `Change`. */
export function changeTitle(changedBy: readonly string[], me: string): string {
  if (changedBy.length === 1 && changedBy[0] === me) return 'Your change';
  const owners = changedBy.map((name) => (name === me ? 'your' : `${name}’s`));
  if (owners.length === 0) return 'Change';
  const last = owners.at(-1) ?? '';
  const all = owners.length === 1 ? last : `${owners.slice(0, -1).join(', ')} and ${last}`;
  return `${all.slice(0, 1).toUpperCase()}${all.slice(1)} change`;
}
