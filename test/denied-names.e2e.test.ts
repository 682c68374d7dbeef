import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canUnshare, onOwnNetwork } from './own-network.ts';

const bailiwick = fileURLToPath(new URL('../bin/bailiwick.js', import.meta.url));

describe.skipIf(!canUnshare())('a machine that is denied by its name', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'bailiwick-denied-'));
    const rules = 'allow: ["*.lab.internal"], allow_loopback: true, deny: [dc01.lab.internal]';
    writeFileSync(join(folder, 'config.yaml'), `version: 1\nscope: {${rules}}\n`);
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  /** What a call says where the hosts file holds these lines and no name server answers. */
  const called = (tool: string, input: unknown, ...hosts: readonly string[]): unknown => {
    const words = ['call', tool, '--json', JSON.stringify(input), '--config', join(folder, 'config.yaml')];
    const env = ['env', `HOME=${folder}`, `XDG_STATE_HOME=${folder}`];
    return JSON.parse(onOwnNetwork({ folder, hosts }, [...env, process.execPath, bailiwick, ...words]));
  };
  const denied = '127.0.0.9 dc01.lab.internal';

  it('is refused by its address and under another name, and its neighbour is touched', () => {
    const other = '127.0.0.9 web.lab.internal';
    for (const target of ['127.0.0.9', '127.0.0.8/30', 'web.lab.internal']) {
      expect(called('port_check', { target, ports: '9' }, denied, other)).toMatchObject({
        status: 'refused',
        error: { code: 'scope.denied', message: expect.stringContaining('an address of that name') },
      });
    }
    expect(called('port_check', { target: '127.0.0.8', ports: '9' }, denied)).toMatchObject({
      status: 'succeeded',
      result: { counts: { closed: 1 } },
    });
  });

  it('stops every call while nobody knows its addresses; the tool that explains says so', () => {
    expect(called('port_check', { target: '127.0.0.8', ports: '9' })).toMatchObject({
      status: 'refused',
      error: { code: 'scope.unresolved', retryable: true },
    });
    expect(called('scope_check', { target: '127.0.0.8', more_targets: ['8.8.8.8'] })).toMatchObject({
      status: 'succeeded',
      result: { targets: [{ decision: 'unresolved' }, { decision: 'refused', code: 'scope.outside' }] },
    });
  });
});
