import fc from 'fast-check';
import { expect, test } from 'vitest';
import { escapeMarkdown, markdownTable } from './markdown-table.ts';
import { resultRows } from './result-rows.ts';

test('rows are a table whose cells are nothing but text', () => {
  const result = { hops: [{ url: 'http://a|b', title: '<img src=x>\n| x | ![y](z)' }] };
  expect(markdownTable(resultRows(result))).toBe(
    [
      '| list | hops.url | hops.title |',
      '| --- | --- | --- |',
      '| result |  |  |',
      String.raw`| hops | http\://a\|b | \<img src=x\> \| x \| \!\[y\](z) |`,
      '',
    ].join('\n'),
  );
});

test.each([
  ['`code`', String.raw`\`code\``],
  ['*a* _b_ ~c~', String.raw`\*a\* \_b\_ \~c\~`],
  ['www.example.org mailto:a@b', String.raw`www\.example.org mailto\:a\@b`],
  ['&lt;', String.raw`\&lt;`],
  [String.raw`\|`, String.raw`\\\|`],
  ['10.0.0.5 2026-01-01 fe80::1', '10.0.0.5 2026-01-01 fe80::1'],
])('%s is escaped, and plain facts stay readable', (text, escaped) => {
  expect(escapeMarkdown(text)).toBe(escaped);
});

test('whatever a target says, a row has its line and its cells', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (said) => {
      const lines = markdownTable(resultRows({ said, more: 1 })).split(/[\n\r\u2028\u2029]/);
      expect(lines).toHaveLength(4);
      expect(lines[2]?.split(/(?<!\\)(?:\\\\)*\|/)).toHaveLength(5);
    }),
  );
});
