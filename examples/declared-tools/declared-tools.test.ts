import { chmodSync, copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createSandbox, type Ended, type Sandbox } from '../../test/command-line.ts';

const here = (name: string): string => new URL(name, import.meta.url).pathname;

let sandbox: Sandbox;
let greeter: Server;
let port = 0;
beforeAll(async () => {
  sandbox = createSandbox('auto');
  // What the README says: the script goes where nobody else can write, and its definition names that place.
  copyFileSync(here('banner-grab.sh'), join(sandbox.folder, 'banner-grab.sh'));
  chmodSync(join(sandbox.folder, 'banner-grab.sh'), 0o755);
  const text = readFileSync(here('banner-grab.yaml'), 'utf8');
  writeFileSync(
    join(sandbox.folder, 'banner-grab.yaml'),
    text.replace('/usr/local/lib/bailiwick', () => sandbox.folder),
  );
  copyFileSync(here('mtr.yaml'), join(sandbox.folder, 'mtr.yaml'));
  writeFileSync(
    sandbox.config,
    'version: 1\nscope:\n  allow: ["10.0.0.0/24"]\n  allow_loopback: true\n' +
      'tool:\n  definitions: [mtr.yaml, banner-grab.yaml]\ntools:\n  banner_grab: { timeout_sec: 20 }\n',
  );
  greeter = createServer((socket) => socket.end('SSH-2.0-greeter "quoted" \u001b[31m\r\n'));
  port = await new Promise((resolve) => {
    greeter.listen(0, '127.0.0.1', () => {
      const address = greeter.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
});
afterAll(() => {
  greeter.close();
  sandbox.remove();
});

const call = (tool: string, input: object): Promise<Ended> =>
  sandbox.run(['call', tool, '--config', sandbox.config, '--json', JSON.stringify(input)]);

const found = (ended: Ended): unknown =>
  z.looseObject({ result: z.unknown() }).parse(JSON.parse(ended.stdout)).result;

describe('a script of one’s own', () => {
  test('is called like any tool, and its lines of JSON become rows', async () => {
    const ended = await call('banner_grab', { target: '127.0.0.1', port });
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(found(ended)).toEqual({
      rows: [{ address: '127.0.0.1', port, open: true, banner: 'SSH-2.0-greeter quoted 31m' }],
      total: 1,
      unread: 0,
      cut: false,
    });
  });

  test('sees no target outside the scope, and nothing that a caller wrote', async () => {
    expect((await call('banner_grab', { target: '8.8.8.8', port: 22 })).code).toBe(3);
    expect((await call('banner_grab', { target: '127.0.0.1;id', port: 22 })).code).toBe(2);
    expect((await call('banner_grab', { target: '127.0.0.1', port: '$(id)' })).code).toBe(2);
    expect((await call('banner_grab', { target: '127.0.0.1', port: 22, wait: 99 })).code).toBe(2);
  });

  test('is not run once others can write it', async () => {
    const path = join(sandbox.folder, 'banner-grab.sh');
    chmodSync(path, 0o777);
    const ended = await call('banner_grab', { target: '127.0.0.1', port });
    chmodSync(path, 0o755);
    expect(ended).toMatchObject({ code: 9, stdout: '' });
    expect(ended.stderr).toContain('program: can be written by others');
    expect(ended.stderr).toContain('banner-grab.yaml:9:10');
  });
});

test('mtr reports the one hop to this machine, or says that it may not open raw sockets', async () => {
  const ended = await call('mtr_report', { target: '127.0.0.1', cycles: 1 });
  if (ended.code === 5) {
    expect(ended.stderr).toMatch(/raw sockets|not in any folder/);
    return;
  }
  expect(ended.code).toBe(0);
  expect(found(ended)).toMatchObject({
    rows: [{ hop: 1, host: '127.0.0.1', loss_percent: 0, sent: 1 }],
    total: 1,
  });
});
