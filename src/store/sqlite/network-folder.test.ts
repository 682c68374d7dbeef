import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { isOnNetwork } from './network-folder.ts';

test('a folder of this machine is none of the network', () => {
  expect(isOnNetwork(tmpdir())).toBe(false);
});

test.runIf(process.platform === 'linux').each([
  ['NFS', 0x6969],
  ['CIFS', 0xff534d42],
  ['CIFS, with a sign', 0xff534d42 | 0],
  ['SMB 2', 0xfe534d42],
  ['9P', 0x01021997],
])('a folder on %s is', (_, type) => {
  expect(isOnNetwork('/anywhere', () => type)).toBe(true);
});
