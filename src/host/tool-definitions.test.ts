import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { configError } from '../config/config-error.ts';
import { readDefinitionFiles } from './tool-definitions.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bailiwick-definitions-'));
  writeFileSync(join(folder, 'one.yaml'), 'version: 1\n');
});
afterAll(() => rmSync(folder, { recursive: true }));

test('definitions lie beside the configuration file, and every one that cannot be read is told', () => {
  const read = readDefinitionFiles(['one.yaml', 'two.yaml', '.'], join(folder, 'config.yaml'), null);
  expect(read.files).toEqual([{ path: join(folder, 'one.yaml'), text: 'version: 1\n' }]);
  expect(read.errors.map(({ place, message }) => [place, message])).toEqual([
    [join(folder, 'two.yaml'), 'there is no such file'],
    [folder, 'is not a regular file'],
  ]);
});

test('a definition that others may write is not read: it names programs that run as us', () => {
  writeFileSync(join(folder, 'open.yaml'), 'version: 1\n');
  chmodSync(join(folder, 'open.yaml'), 0o666);
  const read = readDefinitionFiles([join(folder, 'open.yaml')], null, null);
  expect(read.files).toEqual([]);
  expect(read.errors[0]?.message).toMatch(/^may be changed by others: .* has mode 0666, .* run chmod g?o-w /);
});

test('a definition that cannot be read is complained of where it is named', () => {
  const complainAt = (index: number, message: string) =>
    configError({ place: `config.yaml:${index}`, message });
  const { errors } = readDefinitionFiles(['one.yaml', 'two.yaml'], join(folder, 'config.yaml'), complainAt);
  expect(errors).toMatchObject([
    { place: 'config.yaml:1', message: `is "${join(folder, 'two.yaml')}", and there is no such file` },
  ]);
});
