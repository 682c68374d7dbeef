import { describe, expect, test } from 'vitest';
import { readFlagLayer } from './flag-layer.ts';

const errorOf = (path: string, text: string | null) =>
  readFlagLayer([{ flag: '--set', path, text }]).errors.map(({ rendered }) => rendered);

describe('settings of a command line', () => {
  test.each([
    ['scope.alow', 'scope.allow'],
    ['scop.allow', 'scope.allow'],
    ['tools.nmap.enabeld', 'tools.nmap.enabled'],
    ['limits.concurency', 'limits.global_concurrency'],
    ['security.allowed_targets', 'scope.allow'],
  ])('suggest for %s what was probably meant', (path, meant) => {
    expect(errorOf(path, 'x')).toEqual([
      `error: ${path}: there is no such setting; did you mean "${meant}"?\n  --> --set`,
    ]);
  });

  test('suggest nothing for a word that is like no setting, nor for a whole section', () => {
    for (const path of ['zebra.crossing', 'scope'])
      expect(errorOf(path, 'x')).toEqual([`error: ${path}: there is no such setting\n  --> --set`]);
  });

  test.each([
    ['nonsense', null],
    ['', null],
    ['', 'x'],
  ])('say their form where they get %j and %j', (path, text) => {
    expect(errorOf(path, text)).toEqual([
      `error: --set takes section.key=value, such as server.port=8080, not "${path}"\n  --> --set`,
    ]);
  });

  test('repeat nothing that may be a secret in the wrong form', () => {
    expect(errorOf('auth.token: hunter2', null).join()).not.toContain('hunter2');
  });

  test('refuse several folders in one item, as PATH has them', () => {
    expect(errorOf('tool.search_path', '/usr/bin:/opt/bin')).toEqual([
      expect.stringContaining('one folder an item and without ":", is "/usr/bin:/opt/bin"'),
    ]);
    expect(errorOf('tool.search_path', '/usr/bin,/opt/bin')).toEqual([]);
  });
});
