import { isSecret, type FieldSchema } from './input-schema.ts';

/** A value as the schema wants it, and what was done to it; the note is null where it was right already. */
export interface Mended {
  readonly value: unknown;
  readonly note: string | null;
}

/**
 * Mends slips that models make and that have only one meaning: `"80, 443"` for `"80,443"`, `"3"` for 3, one text for a list,
 * `"aaaa"` for `"AAAA"`, `"words.txt "` for `"words.txt"`, the JSON of a map as a text. What is mended goes through every check as if it had been sent so.
 */
export function mendSlip(field: string, value: unknown, schema: FieldSchema): Mended {
  const mended = mend(value, schema);
  if (mended === value) return { value, note: null };
  const reading = isSecret(schema) ? 'as its schema says' : `as ${JSON.stringify(mended)}`;
  return { value: mended, note: `${field} was read ${reading}.` };
}

function mend(value: unknown, schema: FieldSchema): unknown {
  const { type } = schema;
  if (type === 'string') return mendText(value, schema);
  if (type === 'array') return mendList(value, schema);
  if (type === 'object') return mendMap(value);
  if (typeof value !== 'string') return value;
  const bare = trimmed(value);
  if (type === 'integer') return /^(?:0|[1-9][0-9]{0,8})$/.test(bare) ? Number(bare) : value;
  if (type === 'boolean') return truths.get(bare) ?? value;
  return value;
}

const truths: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['True', true],
  ['false', false],
  ['False', false],
]);

/** One number or text for a list is its one entry or its parts; each entry of a list may have slips of its own. */
function mendList(value: unknown, { items }: FieldSchema): unknown {
  const isText = typeof value === 'string' && value !== '' && value.length <= longestText;
  const listed: unknown = typeof value === 'number' ? [value] : value;
  const given: unknown = isText ? value.split(',').map((part) => part.trim()) : listed;
  if (
    !Array.isArray(given) ||
    given.length > mostEntries ||
    typeof items !== 'object' ||
    Array.isArray(items)
  )
    return given;
  const mended = given.map((entry: unknown) => mend(entry, items));
  return mended.some((entry, at) => entry !== given[at]) ? mended : given;
}

/** A map as the text of its JSON, which is how clients that know texts alone send it. */
function mendMap(value: unknown): unknown {
  if (typeof value !== 'string' || value.length > longestText || !value.trimStart().startsWith('{'))
    return value;
  try {
    const read: unknown = JSON.parse(value);
    return read;
  } catch {
    return value;
  }
}

function mendText(value: unknown, schema: FieldSchema): unknown {
  if (schema.format === 'ports') return mendPorts(value);
  if (schema.format === 'file_name') return typeof value === 'string' ? trimmed(value) : value;
  return mendChoice(value, schema);
}

/** Only ports are put together from parts: a text that names a host is judged as it was sent. */
function mendPorts(value: unknown): unknown {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value >= 0 ? String(value) : value;
  const text: unknown = isShortList(value) ? value.join(',') : value;
  return typeof text === 'string' && text.length <= longestText
    ? trimmed(text).replaceAll(/ *, */g, ',')
    : text;
}

function mendChoice(value: unknown, schema: FieldSchema): unknown {
  if (typeof value !== 'string' && (typeof value !== 'number' || schema.enum === undefined)) return value;
  const meant = trimmed(String(value)).toLowerCase();
  return schema.enum?.find((one) => typeof one === 'string' && one.toLowerCase() === meant) ?? value;
}

/** Without the plain spaces around it: the one slip that looks like nothing. */
const trimmed = (text: string): string =>
  text.length > longestText ? text : text.replace(/^ +/, '').replace(/ +$/, '');

/** Longer texts are no slips, and cost nobody anything. */
const longestText = 1024;
const mostEntries = 200;

const isShortList = (value: unknown): value is readonly (string | number)[] =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.length <= mostEntries &&
  value.every((one) => typeof one === 'string' || Number.isSafeInteger(one));
