import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox } from './command-line.ts';

let sandbox: Sandbox;
let server: Server;
let port = 0;

beforeAll(async () => {
  sandbox = createSandbox();
  server = createServer((socket) => socket.end('220 hello\r\n'));
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
});

afterAll(() => {
  server.close();
  sandbox.remove();
});

const withConfig = (...args: readonly string[]): readonly string[] => [...args, '--config', sandbox.config];

/** A command line whose nmap is a stub, which never touches the network. */
const withStub = (folder: string, ...args: readonly string[]): readonly string[] =>
  withConfig(...args, '--set', `tool.search_path=${folder}`);

describe('the exit code of a command', () => {
  it('is 0 for a call that succeeds, with its result alone on stdout', async () => {
    const { code, stdout } = await sandbox.run(
      withConfig('run', 'port_check', '127.0.0.1', '--ports', `${port}`, '--json'),
    );
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ status: 'succeeded', tool: 'port_check', error: null });
  });

  it.each([
    ['an unknown command', ['sevre'], 'Did you mean serve?'],
    ['an unknown option', ['doctor', '--jsn'], 'Did you mean --json?'],
    ['an unknown tool', ['run', 'nmapp', '10.0.0.5'], '"nmap"'],
    ['a misspelt option of a tool', ['run', 'nmap', '10.0.0.5', '--prots', '80'], '--ports'],
    ['arguments that are no JSON', ['call', 'nmap', '--json', '{'], 'not JSON'],
    ['plan without its format', ['plan'], '--jsonl'],
  ])('is 2 for %s, with a way out on stderr', async (_what, args, hint) => {
    const { code, stderr } = await sandbox.run([...args]);
    expect(stderr).toContain(hint);
    expect(code).toBe(2);
  });

  it.each([
    ['a public address', ['8.8.8.8'], 'scope.outside', 3],
    ['two targets in one', ['10.0.0.5 8.8.8.8'], 'input.invalid', 2],
    ['a program of its own', ['127.0.0.1', '--', '--script=/tmp/x.nse'], 'args.refused', 3],
  ])('says that %s is refused, and nothing is started', async (_what, words, slug, exit) => {
    const log = join(sandbox.folder, 'refused.log');
    const stubs = sandbox.stub('nmap', `echo started >>${log}`);
    const { code, stdout, stderr } = await sandbox.run(withStub(stubs, 'run', 'nmap', ...words));
    expect(stderr).toContain(`refused  ${slug}`);
    expect(stderr).toContain(`exit ${exit}`);
    expect(code).toBe(exit);
    expect(stdout).toBe('');
    expect(existsSync(log)).toBe(false);
  });

  it('is 5 where the program is missing', async () => {
    const { code, stderr } = await sandbox.run(
      withStub('/var/empty', 'run', 'nmap', '127.0.0.1', '--ports', '80'),
    );
    expect(stderr).toContain('tool.missing');
    expect(code).toBe(5);
  });

  it('is 6 for a time-out', async () => {
    const stubs = sandbox.stub('nmap', '/bin/sleep 30');
    const words = ['127.0.0.1', '--ports', '80', '--timeout-sec', '1'];
    const { code, stderr } = await sandbox.run(withStub(stubs, 'run', 'nmap', ...words));
    expect(stderr).toContain('tool.timeout');
    expect(code).toBe(6);
  });

  it('is 8 for a program that fails', async () => {
    const stubs = sandbox.stub('nmap', 'echo broken >&2; exit 1');
    const { code, stderr } = await sandbox.run(withStub(stubs, 'run', 'nmap', '127.0.0.1', '--ports', '80'));
    expect(stderr).toContain('tool.failed');
    expect(code).toBe(8);
  });

  it('D2: is 9 for a configuration that is not sound, with the place and a suggestion', async () => {
    const { code, stdout, stderr } = await sandbox.run([
      'config',
      'check',
      '--set',
      'limits.global_concurency=4',
    ]);
    expect(stderr).toContain('--set');
    expect(stdout).toBe('');
    expect(code).toBe(9);
  });

  it('is 9 for a scope that cannot be compiled', async () => {
    const { code, stderr } = await sandbox.run(['config', 'check', '--set', 'scope.allow=8.8.8.8']);
    expect(stderr).toContain('8.8.8.8');
    expect(code).toBe(9);
  });

  it('is 130 for ^C, and the program is gone', async () => {
    const started = join(sandbox.folder, 'started');
    const stubs = sandbox.stub(
      'nmap',
      `echo $$ >${started}.tmp; /bin/mv ${started}.tmp ${started}; /bin/sleep 30`,
    );
    const words = ['127.0.0.1', '--ports', '80'];
    const { code, stderr } = await sandbox.run(withStub(stubs, 'run', 'nmap', ...words), {
      interruptOnce: started,
    });
    expect(stderr).toContain('run.cancelled');
    expect(code).toBe(130);
    expect(existsSync(`/proc/${readFileSync(started, 'utf8').trim()}`)).toBe(false);
  });
});
