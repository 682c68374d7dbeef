import { describe, expect, test } from 'vitest';
import { jsonBytes } from '../../../output/json-bytes.ts';
import type { ToolOutput } from '../../tool.ts';
import { foundIn } from './found.ts';
import { createGobusterReader } from './read-lines.ts';

const ended: ToolOutput = {
  stdout: '',
  stderr: '',
  truncatedStdout: false,
  returncode: 0,
  complete: true,
};
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('a line of what was found', () => {
  test.each([
    [
      '/admin                (Status: 200) [Size: 10]',
      { name: '/admin', status: 200, size: 10, location: null },
    ],
    [
      '\r\u001b[2K/a b                  (Status: 301) [Size: 0] [--> http://10.0.0.5/x/]',
      { name: '/a b', status: 301, location: 'http://10.0.0.5/x/' },
    ],
    [
      '/a                    (Status: 302) [Size: 0] [--> /x (Status: 200) [Size: 1]]',
      { name: '/a', status: 302, size: 0, location: '/x (Status: 200) [Size: 1]' },
    ],
    ['Found: dev.lab.internal Status: 200 [Size: 33]', { name: 'dev.lab.internal', status: 200, size: 33 }],
    [
      'Found: www.lab.internal [10.0.0.7,fd00::5,evil]',
      { name: 'www.lab.internal', status: null, addresses: ['10.0.0.7', 'fd00::5'] },
    ],
    ['Found: www.lab.internal', { name: 'www.lab.internal', addresses: [] }],
  ])('%j', (line, found) => {
    expect(foundIn(line)).toMatchObject(found);
  });

  test.each([
    '',
    '===============================================================',
    '[+] Url:                     http://127.0.0.1:18082/',
    '2026/11/22 20:11:44 Finished',
    '/admin (Status: abc) [Size: 10]',
    '/admin (Status: 200) [Size: ]',
    '/admin',
    'Found: two words',
  ])('%j is none', (line) => {
    expect(foundIn(line)).toBeNull();
  });
});

describe('lines are taken while they arrive', () => {
  test('cut anywhere, with progress that counts and names nothing', () => {
    const whole = '\r\u001b[2K/b (Status: 200) [Size: 1]\n\r\u001b[2K/a (Status: 200) [Size: 2]\n';
    for (let at = 0; at <= whole.length; at += 1) {
      const reader = createGobusterReader();
      reader.write(bytes(whole.slice(0, at)));
      const news = reader.write(bytes(whole.slice(at)));
      if (at < whole.length - 1) expect(news).toEqual({ done: 2, total: null, message: '2 found' });
      const read = reader.end(ended);
      expect(read.ok && read.value.found.map(({ name }) => name)).toEqual(['/a', '/b']);
    }
  });

  test('a list that is too long is cut, its count is not; a line without an end costs nothing', () => {
    const reader = createGobusterReader();
    for (let at = 0; at < 20_000; at += 1)
      reader.write(bytes(`/${at}${'x'.repeat(100)} (Status: 200) [Size: 1]\n`));
    reader.write(bytes('y'.repeat(3_000_000)));
    const read = reader.end({ ...ended, complete: false });
    if (!read.ok) throw new Error(read.error.message);
    expect(read.value.count).toBe(20_000);
    expect(jsonBytes(read.value)).toBeLessThan(600 * 1024);
    expect(read.value.partial).toBe(true);
  });
});
