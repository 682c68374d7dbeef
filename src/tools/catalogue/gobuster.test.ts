import { describe, expect, test } from 'vitest';
import { planOf, policy, readOutput } from '../../../test/tool-suite.ts';
import { ok } from '../../kernel/result.ts';
import { sampleScope } from '../../scope/fixtures/sample-scope.ts';
import { gobuster } from './gobuster.ts';

const names = ' --useragent bailiwick (run r-planned)';
const dns = { mode: 'dns', target: 'corp.lab.internal', server: '10.0.0.53' };

function planned(input: Readonly<Record<string, unknown>>, given = policy) {
  return planOf(gobuster, { target: 'http://10.0.0.5/', wordlist: 'words.txt', ...input }, given);
}

function argvOf(input: Readonly<Record<string, unknown>>, given = policy): string {
  const plan = planned(input, given);
  if (!plan.ok) return `${plan.error.code}: ${plan.error.message}`;
  return plan.value.argv
    .join(' ')
    .replace(' -z --no-color', '')
    .replace(names, '')
    .replace('/srv/word_list/', '');
}

test('requests name their run, which a question to a DNS server cannot', () => {
  const wordsOf = (input: Readonly<Record<string, unknown>>): readonly string[] => {
    const plan = planned(input);
    return plan.ok ? plan.value.argv : [];
  };
  expect(wordsOf({})).toContain('bailiwick (run r-planned)');
  expect(wordsOf(dns)).toContain('dns');
  expect(wordsOf(dns).join()).not.toContain('bailiwick');
});

describe('a search becomes exactly this command line, and requests go to the pinned address alone', () => {
  test.each([
    [{}, 'dir -u http://10.0.0.5/ -w words.txt -t 10'],
    [
      { target: 'http://www.lab.internal:8080/a' },
      'dir -u http://10.0.0.5:8080/a -H Host: www.lab.internal:8080 -w words.txt -t 10',
    ],
    [
      { target: 'https://www.lab.internal/', extensions: ['php', 'txt'], threads: 4 },
      'dir -u https://10.0.0.5/ -H Host: www.lab.internal -k -x php,txt -w words.txt -t 4',
    ],
    [
      { status_codes: [200, 301], exclude_lengths: [0, 10], delay_ms: 200, request_timeout_sec: 3 },
      'dir -u http://10.0.0.5/ -s 200,301 --status-codes-blacklist= --exclude-length 0,10 -w words.txt -t 10 --delay 200ms --timeout 3s',
    ],
    [
      { extra_args: '-x php -s 200,403 -t 2 --delay 1s --timeout 5s --exclude-length 7' },
      'dir -u http://10.0.0.5/ -x php -s 200,403 --status-codes-blacklist= --exclude-length 7 -w words.txt -t 2 --delay 1000ms --timeout 5s',
    ],
    [
      { mode: 'vhost', target: 'http://www.lab.internal/' },
      'vhost -u http://10.0.0.5/ --domain www.lab.internal --append-domain -w words.txt -t 10',
    ],
    [
      { mode: 'vhost', domain: 'corp.lab.internal' },
      'vhost -u http://10.0.0.5/ --domain corp.lab.internal --append-domain -w words.txt -t 10',
    ],
    [{ ...dns, target: 'lab.internal' }, 'dns -d lab.internal. -r 10.0.0.53:53 -i -w words.txt -t 10'],
    [
      { mode: 'vhost', domain: 'lab.internal' },
      'vhost -u http://10.0.0.5/ --domain lab.internal --append-domain -w words.txt -t 10',
    ],
    [dns, 'dns -d corp.lab.internal. -r 10.0.0.53:53 -i -w words.txt -t 10'],
    [{ ...dns, server: 'ns.lab.internal' }, 'dns -d corp.lab.internal. -r 10.0.0.5:53 -i -w words.txt -t 10'],
  ])('%j', (input, argv) => {
    expect(argvOf(input)).toBe(argv);
  });

  test('an IPv6 server stands in brackets', () => {
    const scope = sampleScope({ allow: ['ula', '*.lab.internal'] });
    expect(argvOf({ ...dns, server: 'fd00::53' }, { ...policy, scope })).toContain('-r [fd00::53]:53 ');
  });

  test('every request is charged to the budget beforehand, and a list that is too long is refused', () => {
    const probesOf = (input: Readonly<Record<string, unknown>>) => {
      const plan = planned(input);
      return plan.ok ? plan.value.probes : plan.error.code;
    };
    expect(probesOf({})).toBe(102);
    expect(probesOf({ extensions: ['php', 'txt'] })).toBe(302);
    expect(probesOf({ mode: 'vhost', domain: 'corp.lab.internal' })).toBe(102);
    expect(probesOf(dns)).toBe(204);
    const small = { ...policy, scope: sampleScope({ maxProbesPerCall: 200 }) };
    expect(argvOf({ extensions: ['php'] }, small)).toMatch(/^scope\.too_large: .*202 requests/);
  });

  test('what TLS cannot show is said', () => {
    const plan = planned({ target: 'https://www.lab.internal/' });
    expect(plan.ok && plan.value.notes.join()).toContain('the certificate is not checked');
  });
});

describe('what would go elsewhere, or read or write a file, is refused', () => {
  test.each([
    [{ target: 'http://8.8.8.8/' }, /^scope\.outside/],
    [{ target: '10.0.0.5' }, /^input\.invalid: target/],
    [{ target: 'http://10.0.0.5@8.8.8.8/' }, /^input\.invalid/],
    [{ mode: 'vhost' }, /^input\.invalid: domain is missing/],
    [{ mode: 'vhost', domain: 'evil.com' }, /^scope\.outside: .*evil\.com/],
    [{ ...dns, target: 'example.com' }, /^scope\.outside/],
    [{ ...dns, target: 'internal' }, /^scope\.outside: names below internal are outside/],
    [{ mode: 'vhost', target: 'http://lab.internal/' }, /^scope\.outside: lab\.internal is outside/],
    [{ ...dns, server: '8.8.8.8' }, /^scope\.outside/],
    [{ ...dns, server: '10.0.0.0/30' }, /^input\.invalid: server/],
    [{ ...dns, server: undefined }, /^input\.invalid: server is missing; mode="dns" asks/],
    [{ ...dns, target: 'http://10.0.0.5/' }, /^input\.invalid/],
    [{ server: '10.0.0.53' }, /^input\.invalid: server belongs to mode="dns"; mode is "dir"\./],
    [{ domain: 'corp.lab.internal' }, /^input\.invalid: domain belongs to mode="vhost"/],
    [{ ...dns, domain: 'corp.lab.internal' }, /^input\.invalid: domain .*; for dns give it as target\./],
    [{ ...dns, extra_args: 'vhost' }, /^args\.refused: The call says both mode="dns" and.*mode="vhost"/],
    [{ ...dns, extra_args: '-x php' }, /^input\.invalid: extensions belongs to mode="dir"; mode is "dns"/],
    [{ mode: 'vhost', status_codes: [200] }, /^input\.invalid: status_codes belongs to/],
    [{ wordlist: '/etc/passwd' }, /^input\.invalid: wordlist/],
    [{ wordlist: '../words.txt' }, /^input\.invalid: wordlist/],
    [{ extensions: ['.php'] }, /^input\.invalid: extensions\[0\]/],
    [{ extensions: ['a,b'] }, /^input\.invalid/],
    [{ threads: 65 }, /^input\.invalid: threads is 65/],
    [{ extra_args: '-r' }, /^args\.refused: .*For dns give the DNS server as server/],
    [{ extra_args: '-u http://8.8.8.8/' }, /^args\.refused: .*Give the URL as target\./],
    [{ extra_args: '-d corp.lab.internal' }, /^args\.refused: .*For dns give the domain as target/],
    [{ extra_args: '--proxy http://8.8.8.8' }, /^args\.refused/],
    [{ extra_args: '-qo /etc/cron.d/x' }, /^args\.refused/],
    [{ extra_args: '-w /etc/shadow' }, /^args\.refused: .*Give the name of the list as wordlist\./],
    [{ extra_args: '-s 200,99' }, /^args\.refused/],
    [{ extra_args: '-x ../a' }, /^args\.refused/],
    [{ extra_args: '--delay 2h' }, /^args\.refused/],
    [{ extra_args: '--timeo 2s' }, /^args\.refused/],
  ])('%j', (input, refusal) => {
    expect(argvOf(input)).toMatch(refusal);
  });

  test('a virtual host is asked for below a domain that holds no denied name, and by plain names alone', () => {
    const vhost = { mode: 'vhost', domain: 'corp.lab.internal' };
    const denying = { ...policy, scope: sampleScope({ deny: ['dc01.corp.lab.internal'] }) };
    expect(argvOf(vhost, denying)).toMatch(/^scope\.denied: .*names below corp\.lab\.internal/);
    expect(argvOf({ mode: 'vhost' }, denying)).toMatch(/^input\.invalid: domain is missing/);
    const slashes: typeof policy = {
      ...policy,
      findFile: (_, name) => ok({ name, path: '/srv/paths.txt', bytes: 9, lines: 2, endsNames: true }),
    };
    expect(argvOf(vhost, slashes)).toMatch(/^input\.invalid: wordlist has words with a blank or one of/);
    expect(argvOf({ ...vhost, mode: 'dir', domain: undefined }, slashes)).toMatch(/^dir /);
  });

  test('the port of the DNS server must be let through', () => {
    const narrow = { ...policy, scope: sampleScope({ allowPorts: '80' }) };
    expect(argvOf(dns, narrow)).toMatch(/^scope\.port: .*53/);
    expect(argvOf({}, narrow)).toMatch(/^dir /);
  });
});

describe('a target that is down is a fact, a gobuster that is broken is not', () => {
  const unreachable =
    'Error: error on running gobuster: unable to connect to http://10.0.0.5/: Get "http://10.0.0.5/": EOF\n';

  test('unreachable and alike answers are results', () => {
    const down = readOutput(gobuster, '', 1, unreachable);
    expect(down.ok && down.value.result).toMatchObject({ stopped: { reason: 'unreachable' }, count: 0 });
    const alike = readOutput(
      gobuster,
      '',
      1,
      'Error: the server returns a status code that matches the provided options for non existing urls. http://10.0.0.5/x => 200 (Length: 10). To continue …\n',
    );
    expect(alike.ok && alike.value.summary).toBe(
      '0 found. Stopped: a path that cannot exist is answered too, with 200 and 10 bytes; --exclude-length 10 in extra_args goes on.',
    );
  });

  test('any other error is a failure', () => {
    const unknown = readOutput(gobuster, '', 1, 'Error: unknown flag: --bogus\n');
    expect(unknown).toMatchObject({ ok: false, error: { code: 'tool.failed' } });
    expect(gobuster.exitCodes.broken).toContain(2);
  });

  test('requests that failed are counted, and said', () => {
    const errors = '[ERROR] 2026/01/01 00:00:00 [!] Get "http://10.0.0.5/a": EOF\n'.repeat(3);
    const found = readOutput(gobuster, '', 0, errors);
    expect(found.ok && found.value.summary).toBe(
      '0 found. 3 requests failed; their words may be there all the same.',
    );
  });
});
