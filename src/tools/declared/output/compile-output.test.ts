import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import type { ToolOutput } from '../../tool.ts';
import { outputSchema } from '../format-output.ts';
import { compileOutput, summariseOutput } from './compile-output.ts';

const output = (stdout: string, changes: Partial<ToolOutput> = {}): ToolOutput => ({
  stdout,
  stderr: '',
  truncatedStdout: false,
  returncode: 0,
  complete: true,
  ...changes,
});

function read(
  format: z.input<typeof outputSchema>,
  stdout: string,
  changes: Partial<ToolOutput> = {},
): unknown {
  const parsed = compileOutput(outputSchema.parse(format)).parse(output(stdout, changes));
  return parsed.ok ? parsed.value : parsed.error.message;
}

const fields = {
  host: 'a.name',
  ms: { path: 'a.ms', type: 'number' },
  up: { path: 'up', type: 'boolean' },
} as const;
const rows = (...all: readonly object[]): object => ({ rows: all, total: all.length, unread: 0, cut: false });

describe('the output of a declared tool', () => {
  test('as text: lines, cleaned and cut', () => {
    expect(read({ format: 'text' }, 'one\n\u001b[31mtwo  \n\n')).toEqual({
      lines: ['one', '\\x1b[31mtwo'],
      total: 2,
      cut: false,
    });
    expect(summariseOutput({ lines: ['one'], total: 9, cut: true })).toBe(
      '9 lines, the first 1 listed, and the output was cut, so there may be more.',
    );
  });

  test('as JSON: the list at a path, or the document itself', () => {
    const one = { a: { name: 'x', ms: '1.5' }, up: true };
    expect(read({ format: 'json', rows: 'r.list', fields }, JSON.stringify({ r: { list: [one] } }))).toEqual(
      rows({ host: 'x', ms: 1.5, up: true }),
    );
    expect(read({ format: 'json', fields }, JSON.stringify(one))).toEqual(
      rows({ host: 'x', ms: 1.5, up: true }),
    );
    expect(read({ format: 'json', fields }, '{"a":[]}')).toEqual(rows({ host: null, ms: null, up: null }));
    expect(read({ format: 'json', rows: 'r', fields }, '{}')).toBe('Its output holds nothing at r.');
    expect(read({ format: 'json', fields }, 'oops')).toContain('no JSON');
    expect(read({ format: 'json', fields }, '{"a', { truncatedStdout: true })).toContain(
      'cut before its end',
    );
  });

  test('as JSON lines: what is no object is counted, and only own keys are read', () => {
    const text = '{"a":{"name":"x","ms":2}}\nnoise\n[1]\n{"a":{"__proto__":{"name":"y"}}}\n';
    expect(read({ format: 'jsonl', fields }, text)).toEqual({
      rows: [
        { host: 'x', ms: 2, up: null },
        { host: null, ms: null, up: null },
      ],
      total: 2,
      unread: 2,
      cut: false,
    });
    expect(read({ format: 'jsonl', fields: { c: 'constructor.name' } }, '{}')).toEqual(rows({ c: null }));
  });

  test('as XML: an element is a row, the first value of a path counts, and what breaks off keeps the rows before', () => {
    const format = {
      format: 'xml',
      rows: 'scan/host',
      fields: { ip: '@addr', name: 'names/name', os: 'os/@v' },
    } as const;
    const text =
      '<scan><host addr="10.0.0.1"><names><name>a&amp;b</name><name>c</name></names></host>' +
      '<other addr="x"/><host addr="10.0.0.2"><os v="1"/></host>';
    const found = [
      { ip: '10.0.0.1', name: 'a&b', os: null },
      { ip: '10.0.0.2', name: null, os: '1' },
    ];
    expect(read(format, `${text}</scan>`)).toEqual(rows(...found));
    expect(read(format, text)).toEqual({ ...rows(...found), cut: true });
    expect(read(format, 'no xml')).toContain('no XML');
  });

  test('is listed as far as a model reads, and counted to its end', () => {
    const many = Array.from({ length: 5000 }, (_, index) => `{"up":true,"a":{"name":"host ${index}"}}`).join(
      '\n',
    );
    const found = read({ format: 'jsonl', fields }, many);
    expect(found).toMatchObject({ total: 5000 });
    expect(JSON.stringify(found).length).toBeLessThan(8000);
  });

  test.each([
    ['x\n', 524_288, 0, false],
    ['{\n', 524_288, 0, false],
    ['{x}\n', 262_144, 0, true],
    ['{}\n', 0, 349_525, false],
  ])('1 MiB of %j soon ends, and each line is counted', (line, unread, total, cut) => {
    const text = line.repeat(Math.floor(1_048_576 / line.length));
    const wide = Object.fromEntries(Array.from({ length: 24 }, (_, at) => [`f${at}`, `a.b.f${at}`]));
    const started = performance.now();
    expect(read({ format: 'jsonl', fields: wide }, text)).toMatchObject({ unread, total, cut });
    expect(performance.now() - started).toBeLessThan(2000);
  });

  test('a few broken lines cost no row behind them', () => {
    const text = `${'{x}\n'.repeat(4999)}{"up":true}\n`;
    expect(read({ format: 'jsonl', fields }, text)).toMatchObject({ unread: 4999, total: 1, cut: false });
  });

  test('a slow pattern over a long hostile output ends soon', () => {
    const started = performance.now();
    read({ format: 'lines', pattern: '(?<x>(?:a|a|a|a)*)*b' }, `${'a'.repeat(900)}\n`.repeat(1000));
    expect(performance.now() - started).toBeLessThan(5000);
  });

  const formats = [
    { format: 'text' },
    { format: 'lines', pattern: '(?<a>[a-z]+)=(?<b>\\S*)', types: { b: 'number' } },
    { format: 'json', rows: 'a', fields },
    { format: 'jsonl', fields },
    { format: 'xml', rows: 'a', fields: { b: '@b', c: { path: 'c', type: 'number' } } },
  ] as const;

  test.each(formats)(
    'as $format: whatever the bytes, nothing is thrown, and what is found fits the schema',
    (format) => {
      const { parse, result } = compileOutput(outputSchema.parse(format));
      const bit = fc.constantFrom(
        '{',
        '}',
        '"a"',
        ':',
        '[',
        ']',
        '<a b="1">',
        '</a>',
        '<c>',
        'x=1e5',
        '\n',
        '1e999',
        '\ud800',
      );
      const noise = fc.oneof(
        fc.array(bit).map((bits) => bits.join('')),
        fc.string(),
        fc.json(),
      );
      fc.assert(
        fc.property(noise, fc.boolean(), (stdout, complete) => {
          const found = parse(output(stdout, { complete }));
          if (found.ok) expect(result.safeParse(found.value).error).toBeUndefined();
        }),
      );
    },
  );
});

test('a group may have any name, and one that all objects know is no field of another type', () => {
  const found = read({ format: 'lines', pattern: '(?<constructor>[a-z]+)' }, 'abc');
  expect(found).toMatchObject({ rows: [{ constructor: 'abc' }] });
});

test('a pattern of many steps is tried on so much that nothing else waits, and the result says what was cut', () => {
  const began = performance.now();
  const found = read(
    { format: 'lines', pattern: '(?<a>.{0,200}) (?<b>.{0,200})x' },
    `${'a b '.repeat(240)}\n`.repeat(270),
  );
  expect(performance.now() - began).toBeLessThan(1_500);
  expect(found).toMatchObject({ cut: true });
});
