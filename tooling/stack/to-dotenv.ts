/** One `NAME='value'` a line: read alike by dotenv files' readers and by a shell, as in `eval "$(pnpm -s stack:env)"`. */
export function toDotenv(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}=${quote(value)}\n`)
    .join('');
}

function quote(value: string): string {
  if (/['\n]/.test(value)) throw new Error('a URL or key holds no quote and no line break');
  return `'${value}'`;
}
