/** One statement of a file, and the line its first word stands on. */
export interface Statement {
  readonly text: string;
  readonly line: number;
}

/** Quoted and commented parts: each is skipped whole, so a semicolon inside ends no statement. */
const opaque = [
  /--[^\n]*/y,
  /\/\*[\s\S]*?\*\//y,
  /'(?:[^']|'')*'/y,
  /"(?:[^"]|"")*"/y,
  /(\$(?:[A-Za-z_][A-Za-z0-9_]*)?\$)[\s\S]*?\1/y,
] as const;

const blankOrComment = /^(?:\s+|--[^\n]*|\/\*[\s\S]*?\*\/)+/;

/**
 * Splits our migrations at the semicolons between statements, as psql does.
 * Escape strings (E'...') and nested block comments do not occur in them.
 */
export function splitStatements(sql: string): readonly Statement[] {
  const statements: Statement[] = [];
  let start = 0;
  for (let position = 0; position <= sql.length;) {
    if (position === sql.length || sql[position] === ';') {
      const lead = start + (blankOrComment.exec(sql.slice(start, position))?.[0].length ?? 0);
      const text = sql.slice(start, position).trim();
      if (lead < position) statements.push({ text, line: sql.slice(0, lead).split('\n').length });
      position += 1;
      start = position;
    } else position = endOfPart(sql, position);
  }
  return statements;
}

function endOfPart(sql: string, position: number): number {
  // A dollar inside a name, as in `a$b$c`, opens nothing.
  if (sql[position] === '$' && /\w/.test(sql.charAt(position - 1))) return position + 1;
  for (const pattern of opaque) {
    pattern.lastIndex = position;
    if (pattern.test(sql)) return pattern.lastIndex;
  }
  return position + 1;
}
