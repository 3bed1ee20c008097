import { z } from 'zod';

const megabyte = 1_048_576;

/** Texts of a megabyte: plain, of four bytes a letter, of what patterns stumble over; and what controls and escapes. */
const texts: readonly (string | null)[] = [
  null,
  '',
  ' ',
  'x'.repeat(megabyte),
  '\u{1F35D}'.repeat(megabyte / 4),
  'a@'.repeat(megabyte / 2),
  ' '.repeat(megabyte),
  `%_\\'";--\u0001\u202E`,
];

const deepJson = '[0,'.repeat(10_000) + '0' + ']'.repeat(10_000);
const deepObject = '{"a":'.repeat(10_000) + '0' + '}'.repeat(10_000);

/** JSON that is none of what a field wants, as text. */
const documents: readonly (string | null)[] = [
  null,
  'null',
  'true',
  '-1',
  '0',
  '1.5',
  '9223372036854775808',
  '1e300',
  '"NaN"',
  '"infinity"',
  '"-infinity"',
  '"x"',
  JSON.stringify('x'.repeat(megabyte)),
  JSON.stringify('\u{1F35D}'.repeat(megabyte / 4)),
  '[]',
  '[null]',
  '{}',
  deepJson,
  deepObject,
];

const numbers = ['-2147483648', '-1', '0', '2147483647', '2147483648', 'NaN', '1e10'];
const instants = ['infinity', '-infinity', '4713-01-01 00:00 BC', '294276-12-31 23:59:59.999999Z', '0001-01-01Z'];

const noId = '00000000-0000-0000-0000-000000000000';

/** What nobody should send for a value of a type, in Postgres' text form. */
export const hostileValues: Readonly<Record<string, readonly (string | null)[]>> = {
  text: texts,
  'text[]': [null, '{}', '{NULL}', `{${'x'.repeat(megabyte)}}`, `{${'a,'.repeat(20_000)}a}`],
  'uuid[]': [null, '{}', '{NULL}', '{x}', `{${Array.from({ length: 20_000 }, () => noId).join(',')}}`],
  jsonb: documents,
  uuid: [null, noId, 'x'],
  integer: [null, ...numbers],
  smallint: [null, ...numbers],
  numeric: [null, ...numbers, 'infinity', '1e1000'],
  boolean: [null, 'x'],
  'timestamp with time zone': [null, ...instants],
  date: [null, ...instants],
};

const objectSchema = z.record(z.string(), z.unknown());

/** A good document with one field, at any depth, replaced by each hostile one or left out; as text. */
export function spoil(good: unknown): readonly string[] {
  if (!Array.isArray(good)) return spoilFields(good, spoil);
  const [first, ...rest] = good;
  const inside = first === undefined ? [] : spoil(first).map((each) => arrayText([each, ...rest.map(jsonText)]));
  return [...inside, arrayText(Array.from({ length: 20_000 }, () => jsonText(first ?? null)))];
}

/** The same for the fields of an object alone; `within` says what else to replace a field by. */
export function spoilFields(
  good: unknown,
  within: (value: unknown) => readonly string[] = () => [],
): readonly string[] {
  const parsed = objectSchema.safeParse(good);
  if (!parsed.success) return [];
  const fields = Object.entries(parsed.data);
  return fields.flatMap(([name, value]) => {
    const others = fields.filter(([other]) => other !== name).map(([other, kept]) => member(other, jsonText(kept)));
    const wrong = documents.filter((each) => each !== null);
    return [
      objectText(others),
      ...[...wrong, ...within(value)].map((each) => objectText([...others, member(name, each)])),
    ];
  });
}

const jsonText = (value: unknown): string => JSON.stringify(value);
const member = (name: string, text: string): string => `${JSON.stringify(name)}:${text}`;
const objectText = (members: readonly string[]): string => `{${members.join(',')}}`;
const arrayText = (items: readonly string[]): string => `[${items.join(',')}]`;
