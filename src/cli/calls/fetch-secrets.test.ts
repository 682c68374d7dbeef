import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { snmpwalk } from '../../tools/catalogue/snmpwalk.ts';
import { parametersOf } from '../tool-words/parameters.ts';
import { fetchSecrets } from './fetch-secrets.ts';

const folder = mkdtempSync(join(tmpdir(), 'bailiwick-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = join(folder, 'community');
writeFileSync(file, 'c0rridor\n');

const parameters = parametersOf(snmpwalk.inputSchema);

const fetch = (input: Readonly<Record<string, unknown>>, stdin = '', inputIsTty = false) =>
  fetchSecrets(
    {
      input: (async function* () {
        yield new TextEncoder().encode(stdin);
      })(),
      inputIsTty,
    },
    parameters,
    input,
  );

test.each([
  [`@${file}`, '', 'c0rridor'],
  ['-', 'c0rridor\r\n', 'c0rridor'],
  ['-', 'two\nlines\n', 'two\nlines'],
  ['public', 'unread', 'public'],
  ['a@b', 'unread', 'a@b'],
])('a secret that is given as %j comes from where that says', async (community, stdin, text) => {
  expect(await fetch({ target: '10.0.0.5', community }, stdin)).toEqual({
    ok: true,
    value: { target: '10.0.0.5', community: text },
  });
});

test('no other parameter is read from a file', async () => {
  const input = { target: `@${file}`, oid: '-' };
  expect(await fetch(input, 'unread')).toEqual({ ok: true, value: input });
});

test.each([
  ['@/nonexistent/secret', false, 'there is no such file'],
  [`@${folder}`, false, 'is not a regular file'],
  ['-', true, 'Stdin is a screen, which would show what is typed.'],
])('%j is refused with a way out where nothing can be read', async (community, inputIsTty, message) => {
  expect(await fetch({ community }, '', inputIsTty)).toMatchObject({
    ok: false,
    error: { code: 'input.invalid', field: '--community', message: expect.stringContaining(message) },
  });
});

test('stdin holds one secret', async () => {
  const both = [
    ...parameters,
    ...parameters.filter(({ secret }) => secret).map((one) => ({ ...one, name: 'key' })),
  ];
  const terminal = { input: (async function* () {})(), inputIsTty: false };
  expect(await fetchSecrets(terminal, both, { community: '-', key: '-' })).toMatchObject({ ok: false });
});
