import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSandbox } from './command-line.ts';

const sandbox = createSandbox();
const stubs = sandbox.stub('snmpwalk', 'exit 0');
const settings = ['--config', sandbox.config, '--set', `tool.search_path=${stubs},/usr/bin,/bin`];
const call = (target: string, ...words: readonly string[]) =>
  sandbox.run([
    'call',
    'snmpwalk',
    '--json',
    JSON.stringify({ target, community: 'public' }),
    ...words,
    ...settings,
  ]);
const whoisThat = (...words: readonly string[]) => sandbox.run(['whois-that', ...words, ...settings]);

beforeAll(async () => {
  await call('10.0.0.5');
  await call('10.0.0.6', '--plan');
  await call('192.0.2.1');
});
afterAll(() => sandbox.remove());

test('the run that touched an address is told with its time, caller and rule', async () => {
  const { code, stdout } = await whoisThat('10.0.0.5', '1s');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^r-\S+ {2}snmpwalk {2}\d{4}-\S+Z – \d{4}-\S+Z {2}\w+\n/);
  expect(stdout).toContain('   asked by   local');
  expect(stdout).toContain('   rule       scope.allow = 10.0.0.0/24');
  const { runs } = JSON.parse((await whoisThat('10.0.0.5', '1s', '--json')).stdout);
  expect(runs).toMatchObject([{ tool: 'snmpwalk', within: '10.0.0.5', principal: 'local', seq: 1 }]);
});

test.each([
  ['a plan', '10.0.0.6', '1s'],
  ['a refusal', '192.0.2.1', '1s'],
  ['nothing then', '10.0.0.5', '2020-01-01'],
])('%s has touched nothing: the exit code is 1', async (_, address, time) => {
  const { code, stdout, stderr } = await whoisThat(address, time);
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toContain(`no run touched ${address} between`);
});

test.each([
  ['host.lab.internal', '1s', 'is no IPv4 or IPv6 address'],
  ['10.0.0.5', 'yesterday', 'It takes a duration'],
])('%s at %s is refused with the way out', async (address, time, why) => {
  const { code, stderr } = await whoisThat(address, time);
  expect(code).toBe(2);
  expect(stderr).toContain(why);
});
