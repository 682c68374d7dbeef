import { afterAll, beforeAll, expect, it } from 'vitest';
import * as z from 'zod';
import { stubWeeklyNmap, weeklyScan } from './a-week-apart.ts';
import { createSandbox } from './command-line.ts';

const sandbox = createSandbox();
afterAll(() => sandbox.remove());
let flags: readonly string[];

async function inventory(...words: readonly string[]) {
  const ended = await sandbox.run(['inventory', ...words, ...flags]);
  return { ...ended, stderr: ended.stderr.replaceAll(/\s+/g, ' ') };
}

beforeAll(async () => {
  const stubs = stubWeeklyNmap(sandbox);
  flags = ['--set', `tool.search_path=${stubs},/usr/bin,/bin`];
  expect(await inventory('hosts')).toMatchObject({
    code: 0,
    stdout: '',
    stderr: expect.stringContaining('in 0 runs'),
  });
  for (let times = 0; times < 2; times += 1)
    expect(await sandbox.run(['call', 'nmap', '--json', JSON.stringify(weeklyScan), ...flags])).toMatchObject(
      { code: 0 },
    );
}, 60_000);

it('lists hosts, ports and services that runs have seen', async () => {
  const hosts = await inventory('hosts');
  expect(hosts.stdout).toMatch(
    /^address +state +names +os +open +first_seen +last_seen +run\n10\.77\.9\.10 +up /,
  );
  expect(hosts.stdout).toMatch(/^10\.77\.9\.12 +down /m);
  const ports = await inventory('ports', '--format', 'csv', '--network', '10.77.9.10', '--port', '80');
  expect(ports.stdout).toMatch(
    /^address,port,state,service,product,version,.*\r\n10\.77\.9\.10,80\/tcp,open,http,"Apache httpd",2\.4\.57,.*\r\n$/,
  );
  const services = await inventory('services', '--format', 'md');
  expect(services.stdout).toContain(
    '| service | product | version | hosts | ports | addresses | last\\_seen |',
  );
  expect((await inventory('hosts', '--since', '2100-01-01')).stdout).toBe('');
});

it('gives all that is known as data', async () => {
  const document = z.object({
    schema: z.string(),
    runs: z.number(),
    hosts: z.array(z.looseObject({ address: z.string() })),
  });
  const { stdout } = await inventory('hosts', '--json');
  const { schema, runs, hosts } = document.parse(JSON.parse(stdout));
  expect([schema, runs]).toEqual(['bailiwick.inventory-hosts/1', 2]);
  expect(hosts.map(({ address }) => address)).toEqual([
    '10.77.9.10',
    '10.77.9.11',
    '10.77.9.12',
    '10.77.9.13',
  ]);
});

it('shows one host with each fact and the run that told it', async () => {
  const { code, stdout } = await inventory('host', '10.77.9.10');
  expect([code, stdout]).toEqual([0, expect.stringMatching(/^10\.77\.9\.10 {2}up by r-[a-z-]{17} {2}\(/)]);
  expect(stdout).toMatch(/^ {2}21\/tcp closed ftp vsftpd 3\.0\.3 {2}\(open .*, r-[a-z-]{17}\)$/m);
  expect(JSON.parse((await inventory('host', '10.77.9.10', '--json')).stdout)).toMatchObject({
    schema: 'bailiwick.inventory-host/1',
    host: { address: '10.77.9.10' },
  });
});

it.each([
  [['host', '10.77.9.99'], 'No run that is kept saw 10.77.9.99 answer.'],
  [['host', 'db.lab.internal'], 'It takes one address'],
  [['host', '10.77.9.0/24'], 'It takes one address'],
  [['ports', '--port', '0'], 'from 1 to 65535'],
  [['hosts', '--network', 'everything'], 'an address, a block or a range'],
  [['hosts', '--since', 'monday'], 'It takes a duration'],
])('inventory %j ends with 2 and says why', async (words, why) => {
  expect(await inventory(...words)).toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringContaining(why),
  });
});
