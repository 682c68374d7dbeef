import { describe, expect, test } from 'vitest';
import { planOf, policy, readOutput, toolSuite } from '../../../test/tool-suite.ts';
import type { Tool } from '../tool.ts';
import { toolWith } from './fixtures/definition.ts';

const tool = toolWith();
const sample = 'echo 1.5ms\nnothing here\npong 20ms\n';

// The suite looks at command lines without knowing which words the operator wrote, so it is given a tool whose have no dot.
toolSuite(toolWith(["  - '--config=/etc/probe.d/it.conf'\n", '']), [sample]);

const words = (given: Tool, input: object): string => {
  const plan = planOf(given, input);
  return plan.ok ? plan.value.argv.join(' ') : `${plan.error.code}: ${plan.error.message}`;
};

describe('a tool that an operator declares', () => {
  test('has the command line that its definition says', () => {
    expect(words(tool, { target: 'db.lab.internal' })).toBe(
      '--config=/etc/probe.d/it.conf --count=3 --mode fast -- 10.0.0.5:80',
    );
    const all = {
      target: '10.0.0.9',
      port: 8443,
      mode: 'full',
      tag: 'x_1',
      loud: true,
      kinds: ['a', 'c'],
      words: 'words.txt',
      extra_args: '--retries 2 -n 7',
    };
    expect(words(tool, all)).toBe(
      '--config=/etc/probe.d/it.conf --count=7 --mode full --tag x_1 --loud --slow --kinds=a,c ' +
        '--words=/srv/word_list/words.txt --retries 2 -- 10.0.0.9:8443',
    );
    expect(words(tool, { target: '10.0.0.5', mode: 'TLSv1.2' })).toContain('--mode TLSv1.2');
  });

  test.each([
    [{ tag: 'UPPER' }, 'input.invalid: tag is "UPPER"'],
    [{ tag: '-x' }, 'input.invalid'],
    [{ tag: 'a\n' }, 'input.invalid'],
    [{ tag: 'a'.repeat(17) }, 'input.invalid'],
    [{ count: 10 }, 'input.invalid: count is 10'],
    [{ mode: 'slow' }, 'input.invalid'],
    [{ kinds: ['a', 'z'] }, 'input.invalid'],
    [{ words: '../../etc/passwd' }, 'input.invalid'],
    [{ port: 0 }, 'input.invalid'],
    [{ target: '10.0.0.0/24' }, 'input.invalid'],
    [{ target: '8.8.8.8' }, 'scope.outside'],
    [{ extra_args: '--proxy=x' }, 'args.refused'],
    [{ extra_args: '8.8.8.8' }, 'args.refused'],
    [{ extra_args: '-n 99' }, 'args.refused'],
  ])('refuses %j', (input, said) => {
    expect(words(tool, { target: '10.0.0.5', ...input })).toContain(said);
  });

  test('a space beside the name of a file is a slip, and a note says so; one within it is none', () => {
    const plan = planOf(tool, { target: '10.0.0.5', words: ' words.txt ' });
    expect(plan.ok && plan.value.argv.join(' ')).toContain('--words=/srv/word_list/words.txt');
    expect(plan).toMatchObject({ value: { notes: ['words was read as "words.txt".'] } });
    for (const name of ['words .txt', ' ', 'words.txt\t'])
      expect(words(tool, { target: '10.0.0.5', words: name })).toContain('input.invalid');
  });

  test('a secret goes into its file and nowhere else', () => {
    const plan = planOf(tool, { target: '10.0.0.5', pin: 's3cr$&t' });
    expect(plan).toMatchObject({
      ok: true,
      value: {
        files: [{ name: 'pin.txt', text: 'pin s3cr$&t\n' }],
        folderEnv: ['PROBE_HOME'],
        secrets: ['s3cr$&t'],
      },
    });
    expect(plan.ok && plan.value.argv.join(' ')).not.toContain('s3cr');
    expect(words(tool, { target: '10.0.0.5', pin: 'two words' })).not.toContain('two words');
  });

  test('its ports, its pace and its requests are judged like those of every tool', () => {
    const scope = { ...policy.scope, limits: { ...policy.scope.limits, probes: 50, rate: 5 } };
    const tight = { ...policy, scope };
    expect(planOf(tool, { target: '10.0.0.5' }, tight).ok).toBe(true);
    const list = planOf(tool, { target: '10.0.0.5', words: 'words.txt' }, tight);
    expect(list).toMatchObject({ ok: false, error: { code: 'scope.too_large' } });
    const paced = toolWith(['default: 3,', 'default: 3, rate: true,']);
    const fast = planOf(paced, { target: '10.0.0.5', count: 6 }, tight);
    expect(fast).toMatchObject({ ok: false, error: { code: 'scope.too_large', field: 'count' } });
    const ports = {
      ...policy,
      scope: { ...policy.scope, ports: { ...policy.scope.ports, deny: [{ lo: 81, hi: 81 }] } },
    };
    expect(planOf(tool, { target: '10.0.0.5', port: 81 }, ports)).toMatchObject({
      ok: false,
      error: { code: 'scope.port' },
    });
    const always = toolWith(['\nargs:', "\nfixed_ports: '81'\nargs:"]);
    expect(planOf(always, { target: '10.0.0.5' }, ports)).toMatchObject({
      ok: false,
      error: { code: 'scope.port' },
    });
  });

  test('intrusive values stay off until the operator names their class', () => {
    const risky = toolWith(['\nargs:', '\nintrusive: { parameter: mode, classes: { dos: [full] } }\nargs:']);
    const input = { target: '10.0.0.5', mode: 'full' };
    expect(planOf(risky, input)).toMatchObject({ ok: false, error: { code: 'args.refused', field: 'mode' } });
    const open = { ...policy, intrusive: () => ({ classes: ['dos'], rule: { text: 'x', at: 'y' } }) };
    expect(planOf(risky, input, open).ok).toBe(true);
    expect(JSON.stringify(risky.offer({ raw: false, classes: [] }))).not.toContain('"full"');
  });

  test('one word can be several: blocks of addresses, and lists without a separator', () => {
    const blocks = toolWith(
      ["'{target}:{port}'", "'{target}'\n  - '{port}'"],
      ['kind: one_host', 'kind: host'],
    );
    expect(words(blocks, { target: '10.0.0.5' })).toMatch(/-- 10\.0\.0\.5 80$/);
    expect(words(blocks, { target: '10.0.0.6-9' })).toMatch(/-- 10\.0\.0\.6\/31 10\.0\.0\.8\/31 80$/);
    const repeated = toolWith([" separator: ',',", '']);
    expect(words(repeated, { target: '10.0.0.5', kinds: ['a', 'b'] })).toContain('--kinds=a --kinds=b');
  });

  test('the parts of a web address are those of the pinned machine', () => {
    const change =
      "-H\n  - '{target.host_header}'\n  - --connect-to={target.connect_to}\n  - '--'\n  - '{target}'";
    const web = toolWith(
      ["'--'\n  - '{target}:{port}'", change],
      ['kind: one_host', 'kind: url'],
      ["'--mode'", "'--port={port}'\n  - '--mode'"],
      ['{ target: 10.0.0.5 }', '{ target: "http://10.0.0.5/" }'],
    );
    expect(words(web, { target: 'http://www.lab.internal:8080/x?y=1' })).toMatch(
      /-H Host: www\.lab\.internal:8080 --connect-to=www\.lab\.internal:8080:10\.0\.0\.5:8080 -- http:\/\/10\.0\.0\.5:8080\/x\?y=1$/,
    );
    expect(words(web, { target: 'http://8.8.8.8/' })).toContain('scope.outside');
    expect(words(web, { target: 'http://10.0.0.5@8.8.8.8/' })).toContain('input.invalid');
  });

  test('reads rows, counts what is none, and marks what a target chose', () => {
    expect(readOutput(tool, sample)).toEqual({
      ok: true,
      value: {
        result: {
          rows: [
            { what: 'echo', ms: 1.5 },
            { what: 'pong', ms: 20 },
          ],
          total: 2,
          unread: 1,
          cut: false,
        },
        summary: '2 rows, 1 of another form.',
        silent: false,
        untrustedFields: ['rows[].what'],
      },
    });
  });
});

test('where nothing was read from stdout the reader says so, so that stderr is shown', () => {
  const silent = (stdout: string): unknown => {
    const read = readOutput(tool, stdout);
    return read.ok && read.value.silent;
  };
  expect(['', 'no row here\n', sample].map(silent)).toEqual([true, true, false]);
});
