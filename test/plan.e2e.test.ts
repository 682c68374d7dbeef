import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox } from './command-line.ts';

let sandbox: Sandbox;

beforeAll(() => {
  sandbox = createSandbox();
});

afterAll(() => {
  sandbox.remove();
});

interface Decision {
  readonly id: unknown;
  readonly decision: string;
  readonly code: string | null;
  readonly binary: string | null;
  readonly argv: readonly string[];
  readonly targets: readonly string[];
}

async function plan(input: string, ...args: readonly string[]): Promise<readonly Decision[]> {
  const { code, stdout, stderr } = await sandbox.run(
    ['plan', '--jsonl', '--config', sandbox.config, ...args],
    { input },
  );
  expect(stderr).toBe('');
  expect(code).toBe(0);
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

describe('plan --jsonl', () => {
  it('decides every line in order, whatever is in it, and skips blank ones', async () => {
    const decisions = await plan(
      [
        '{"id":1,"tool":"nmap","arguments":{"target":"10.0.0.5","ports":"22,80"}}',
        '',
        'no json',
        '{"id":"three","tool":"nmap","arguments":{"target":"8.8.8.8"}}',
        '{"id":4,"tool":"nmap","arguments":{"target":"127.0.0.1","extra_args":"--script=/tmp/x.nse"}}',
        '{"id":5,"tool":"no_such_tool","arguments":{}}',
      ].join('\n'),
    );
    expect(decisions.map(({ id, decision, code }) => [id, decision, code])).toEqual([
      [1, 'accept', null],
      [null, 'refuse', 'input.invalid'],
      ['three', 'refuse', 'scope.outside'],
      [4, 'refuse', 'args.refused'],
      [5, 'refuse', 'input.invalid'],
    ]);
    expect(decisions[0]).toMatchObject({
      binary: 'nmap',
      targets: ['10.0.0.5'],
      error_type: null,
      message: null,
      field: null,
    });
    expect(decisions[0]?.argv).toContain('10.0.0.5');
    expect(decisions[0]?.argv).not.toContain('nmap');
  });

  it('answers names by the line alone: exact name, star, or not at all', async () => {
    const call = (resolve: unknown): string =>
      JSON.stringify({ tool: 'nmap', arguments: { target: 'db.lab.internal', ports: '80' }, resolve });
    const decisions = await plan(
      [
        call({ 'db.lab.internal': ['10.0.0.5'] }),
        call({ '*': ['10.0.0.6'] }),
        call({ 'db.lab.internal': ['10.0.0.5', '8.8.8.8'] }),
        call({}),
        call(undefined),
      ].join('\n'),
    );
    expect(decisions.map(({ code, targets }) => [code, targets])).toEqual([
      [null, ['10.0.0.5']],
      [null, ['10.0.0.6']],
      ['scope.outside', []],
      ['scope.unresolved', []],
      ['scope.unresolved', []],
    ]);
  });

  it('decides 5,000 lines in under five seconds, starts nothing and records nothing', async () => {
    const log = join(sandbox.folder, 'started.log');
    const stubs = sandbox.stub('nmap', `echo started >>${log}`);
    const lines = Array.from({ length: 5000 }, (_, id) => {
      const target = id % 3 === 0 ? '8.8.8.8' : `10.0.0.${id % 250}`;
      return JSON.stringify({
        id,
        tool: 'nmap',
        arguments: { target, ports: '1-1024', service_detection: true },
      });
    });
    const started = performance.now();
    const decisions = await plan(lines.join('\n'), '--set', `tool.search_path=${stubs}`);
    expect(performance.now() - started).toBeLessThan(5000);
    expect(decisions.map(({ id }) => id)).toEqual(lines.map((_, id) => id));
    expect(decisions.filter(({ decision }) => decision === 'accept')).toHaveLength(3333);
    expect(existsSync(log)).toBe(false);
    expect(existsSync(join(sandbox.folder, 'state'))).toBe(false);
  });

  it('refuses a line of more than a mebibyte and decides the next one', async () => {
    const long = JSON.stringify({ id: 1, tool: 'nmap', arguments: { target: 'x'.repeat(1_100_000) } });
    const decisions = await plan(`${long}\n{"id":2,"tool":"nmap","arguments":{"target":"10.0.0.5"}}\n`);
    expect(decisions.map(({ id, code }) => [id, code])).toEqual([
      [null, 'input.invalid'],
      [2, null],
    ]);
  });
});
