import type { ValueSpec } from '../../../argv/value-spec.ts';
import { valueText } from '../../../argv/word.ts';
import { quote } from '../../../kernel/quote.ts';
import { err, ok } from '../../../kernel/result.ts';

/** Whole numbers, separated by commas; the parameter takes them as an array. */
export function numberList(lo: number, hi: number, most: number): ValueSpec {
  const expects = `at most ${most} whole numbers from ${lo} to ${hi}, separated by commas`;
  return listSpec(expects, most, (part) => {
    const value = /^(?:0|[1-9][0-9]{0,8})$/.test(part) ? Number(part) : -1;
    return value >= lo && value <= hi ? value : null;
  });
}

/** File extensions without their dot, separated by commas. */
export const wordList: ValueSpec = listSpec('at most 10 extensions such as php,txt', 10, (part) =>
  /^[a-z0-9]{1,8}$/.test(part) ? part : null,
);

/** A time such as `500ms` or `2s`; the parameter takes milliseconds. */
export function milliseconds(lo: number, hi: number): ValueSpec {
  const expects = `a time from ${lo} to ${hi} milliseconds, such as 500ms`;
  return {
    kind: 'value',
    expects,
    spellings: null,
    read: (text) => {
      const [, digits, unit] = /^(0|[1-9][0-9]{0,5})(ms|s)$/.exec(text) ?? [];
      const value = digits === undefined ? -1 : Number(digits) * (unit === 's' ? 1000 : 1);
      return value >= lo && value <= hi
        ? ok({ value, text: valueText(`${value}ms`) })
        : err(`${quote(text)} is not ${expects}`);
    },
  };
}

function listSpec(expects: string, most: number, one: (part: string) => number | string | null): ValueSpec {
  return {
    kind: 'value',
    expects,
    spellings: null,
    read: (text) => {
      const parts = text.split(',', most + 1);
      const values = parts.map((part) => one(part));
      return parts.length <= most && !values.includes(null)
        ? ok({ value: values, text: valueText(text) })
        : err(`${quote(text)} is not ${expects}`);
    },
  };
}
