/** Makes questions with the same key, asked while the first is still unanswered, share its answer. */
export function askOnce<Value>(): (key: string, ask: () => Promise<Value>) => Promise<Value> {
  const underWay = new Map<string, Promise<Value>>();
  return (key, ask) => {
    const known = underWay.get(key);
    if (known) return known;
    const asked = ask().finally(() => underWay.delete(key));
    underWay.set(key, asked);
    return asked;
  };
}
