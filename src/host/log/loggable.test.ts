import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Secret } from '../../kernel/secret.ts';
import { loggable } from './loggable.ts';
import { scrubOf } from './scrub.ts';

const scrub = scrubOf([]);
const copy = (fields: Readonly<Record<string, unknown>>) => loggable(fields, scrub);

test('plain values stay as they are', () => {
  const fields = { text: 'a b', count: 1.5, yes: true, none: null, list: [1, ['x']], inner: { a: 'b' } };
  expect(copy(fields)).toEqual(fields);
});

test('what JSON cannot hold is told in words', () => {
  const when = new Date(0);
  expect(
    copy({
      nan: Number.NaN,
      big: 10n ** 30n,
      symbol: Symbol('s'),
      run: copy,
      when,
      bytes: new Uint8Array(3),
      secret: new Secret('x'),
    }),
  ).toEqual({
    nan: 'NaN',
    big: `1${'0'.repeat(30)}`,
    symbol: '[symbol]',
    run: '[function]',
    when: '1970-01-01T00:00:00.000Z',
    bytes: '[3 bytes]',
    secret: '[redacted]',
  });
});

test('getters that throw, proxies and dates that are none cost their value, not the line', () => {
  const throwing = {
    get bad(): string {
      throw new Error('read');
    },
    good: 1,
  };
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  const locked = new Proxy(
    {},
    {
      ownKeys: () => {
        throw new Error('listed');
      },
    },
  );
  expect(copy({ throwing, proxy, locked, never: new Date(Number.NaN), last: 'here' })).toEqual({
    throwing: { bad: '[unreadable]', good: 1 },
    proxy: '[unreadable]',
    locked: '[unreadable]',
    never: '[unreadable]',
    last: 'here',
  });
  expect(copy(throwing)).toEqual({ bad: '[unreadable]', good: 1 });
  expect(copy(locked)).toEqual({ fields: '[unreadable]' });
});

test('whatever was thrown is told: the trace of an error, and anything else as it is', () => {
  const { trace } = copy({ trace: new TypeError('what went wrong') });
  expect(trace).toMatch(/^TypeError: what went wrong\n {4}at /);
  expect(copy({ text: 'a word', nothing: Object.create(null), none: undefined })).toEqual({
    text: 'a word',
    nothing: {},
  });
  const hostile = Object.defineProperty(new Error('x'), 'stack', {
    get: () => {
      throw new Error('read');
    },
  });
  expect(copy({ trace: hostile })).toEqual({ trace: '[unreadable]' });
});

test('cycles, depth, and lists and objects without end are cut', () => {
  const circle: Record<string, unknown> = { name: 'c' };
  circle['self'] = { again: circle };
  const twice = { same: 1 };
  expect(copy({ circle, one: twice, two: twice })).toEqual({
    circle: { name: 'c', self: { again: '[circular]' } },
    one: { same: 1 },
    two: { same: 1 },
  });
  let deep: unknown = 'end';
  for (let depth = 0; depth < 10_000; depth += 1) deep = { deep };
  expect(JSON.stringify(copy({ deep }))).toContain('[too deep]');
  const long = Array.from({ length: 500 }, (_, index) => index);
  expect(copy({ long })['long']).toHaveLength(101);
  expect(Object.keys(copy(Object.fromEntries(long.map((key) => [`k${key}`, key]))))).toHaveLength(101);
});

test('C9: whatever a field holds, its line is short and a terminal obeys nothing of it', () => {
  const hostile = [
    '\r',
    '\n',
    '\u001b[2J',
    '\u2028',
    '\0',
    '\u202e',
    '\u{e0041}',
    '\ud800',
    'x'.repeat(1 << 20),
  ];
  for (const text of hostile) {
    const line = JSON.stringify(
      copy({ text: `a${text}b`.repeat(Math.ceil(1e6 / (text.length + 2))), [`k${text}`]: 1 }),
    );
    expect(line.length).toBeLessThan(3 * 8192);
    // oxlint-disable-next-line no-control-regex -- that is what must not be there
    expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202e\u{e0041}\ud800-\udfff]/u);
  }
});

test('C9: many fields of a megabyte make one line of 40 KiB at most', () => {
  const text = '\u001b"\\'.repeat(1 << 18);
  const fields = Object.fromEntries(
    Array.from({ length: 200 }, (_, index) => [`field${index}`, [text, text]]),
  );
  expect(JSON.stringify(copy(fields)).length).toBeLessThan(80 * 1024);
});

test('any value at all makes a line that can be read back', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string(), fc.anything({ withBigInt: true, withDate: true, withMap: true })),
      (fields) => {
        expect(() => JSON.parse(JSON.stringify(copy(fields))) as unknown).not.toThrow();
      },
    ),
    { numRuns: 2000 },
  );
});

test('a field that is named like a secret is not shown, unless it says no more than yes or no', () => {
  expect(
    copy({
      apiKey: 'abc',
      headers: { 'X-Auth-Token': ['a'], cookie: null },
      DB_PASSWORD: 4711,
      has_token: true,
    }),
  ).toEqual({
    apiKey: '[redacted]',
    headers: { 'X-Auth-Token': '[redacted]', cookie: null },
    DB_PASSWORD: '[redacted]',
    has_token: true,
  });
});
