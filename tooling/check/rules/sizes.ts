import type { Breach, Source } from '../sources.ts';

/** Most lines of a file before it must be split; aim for half. Tests, stories and declarative tables are excepted. */
const maxFileLines = 400;
const excepted = /\.(test|spec|stories)\.tsx?$|(^|\/)(i18n|seed|testing)\/|transition-table\.ts$/;

export function checkSizes({ path, text }: Source): readonly Breach[] {
  if (excepted.test(path)) return [];
  const lines = text.split('\n').length - 1;
  return lines > maxFileLines
    ? [{ path, message: `${lines} lines; split it by idea (at most ${maxFileLines}, aim for half of 250).` }]
    : [];
}
