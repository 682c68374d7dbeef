import { describe, expect, it } from 'vitest';
import { startFailure } from './start-failure.ts';

const codeOf = (step: 'folder' | 'program', errno: string): string =>
  startFailure({ kind: 'not_started', step, errno }, '/usr/bin/nmap', '/tmp/bailiwick-r').code;

describe('a program that did not start', () => {
  it('is missing where it, or the right to execute it, is not there', () => {
    for (const errno of ['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM', 'ENOEXEC']) {
      expect(codeOf('program', errno)).toBe('tool.missing');
    }
  });

  it('found no room where the system has none, or its folder cannot be made', () => {
    for (const errno of ['EAGAIN', 'ENOMEM', 'EMFILE', 'E2BIG'])
      expect(codeOf('program', errno)).toBe('sandbox.unavailable');
    expect(codeOf('folder', 'ENOENT')).toBe('sandbox.unavailable');
  });

  it('names the path, the system’s error and that nothing was sent', () => {
    const { message } = startFailure(
      { kind: 'not_started', step: 'program', errno: 'EAGAIN' },
      '/usr/bin/nmap',
      '/tmp',
    );
    expect(message).toBe('The system had no room to start "/usr/bin/nmap" (EAGAIN); nothing was sent.');
  });
});
