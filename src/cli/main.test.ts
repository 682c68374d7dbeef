import { describe, expect, it } from 'vitest';
import { runCommandLine } from './main.ts';
import type { Terminal } from './terminal.ts';

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

const run = (...argv: readonly string[]): Promise<Ended> => runAt(false, argv);

async function runAt(screen: boolean, argv: readonly string[]): Promise<Ended> {
  let out = '';
  let err = '';
  const terminal: Terminal = {
    input: (async function* () {})(),
    inputIsTty: screen,
    write: (data) => {
      out += data;
      return Promise.resolve();
    },
    writeIsTty: false,
    tell: (text) => {
      err += text;
    },
    tellIsTty: false,
    columns: 100,
    env: { HOME: '/nonexistent' },
  };
  const code = await runCommandLine(terminal, argv);
  return { code, out, err };
}

describe('the command line', () => {
  it('prints its version and help to stdout', async () => {
    expect(await run('--version')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
      err: '',
    });
    const help = await run('--help');
    expect(help).toMatchObject({ code: 0, err: '' });
    expect(help.out).toMatch(/^Examples:/);
  });

  it.each([
    [['sevre'], 'Did you mean serve?'],
    [['scope', 'chekc'], 'Did you mean check?'],
    [['tools', 'chek'], 'Did you mean check?'],
    [['tools', 'nmap'], "unknown command 'nmap'"],
    [['doctor', '--jsn'], 'Did you mean --json?'],
    [['scope', 'check'], '(bailiwick scope check --help shows examples)'],
    [['serve', '--stdio', '--http'], 'choose one'],
    [['audit', 'tail', '-n', '0'], 'whole number from 1 to 10000'],
    [['config'], 'bailiwick config'],
  ])('refuses %j as a usage error, with a way out on stderr', async (argv, hint) => {
    const { code, out, err } = await run(...argv);
    expect(err).toContain(hint);
    expect(out).toBe('');
    expect(code).toBe(2);
  });

  it('gives a usage error as data too where JSON is asked for', async () => {
    for (const argv of [
      ['scope', 'chekc', '--json'],
      ['config', '--json'],
      ['audit', 'tail', '--json', '-n', '0'],
    ]) {
      const { code, out } = await run(...argv);
      expect(code).toBe(2);
      expect(JSON.parse(out)).toMatchObject({
        schema: 'bailiwick.errors/1',
        errors: [{ code: 'input.invalid', retry_after_sec: null }],
      });
    }
  });

  it('says in seven lines where things stand where a person types the bare name', async () => {
    const { code, out } = await runAt(true, []);
    expect(
      out
        .trimEnd()
        .split('\n')
        .map((line) => line.split(' ')[0]),
    ).toEqual(['bailiwick', 'config', 'scope', 'engagement', 'tools', 'audit', 'next']);
    expect(code).toBe(0);
  });

  it('takes common options before and after the name of a command', async () => {
    for (const argv of [
      ['--config', '/no/such.yaml', 'config', 'show'],
      ['config', '--config', '/no/such.yaml', 'show'],
      ['config', 'show', '--config', '/no/such.yaml'],
    ]) {
      const { code, err } = await run(...argv);
      expect(err).toContain('/no/such.yaml');
      expect(code).toBe(9);
    }
  });
});
