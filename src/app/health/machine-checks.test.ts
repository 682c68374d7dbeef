import { expect, test } from 'vitest';
import type { Config } from '../../config/schema.ts';
import { configSchema } from '../../config/schema.ts';
import { err, ok } from '../../kernel/result.ts';
import { checkOf, looking } from './fixtures/checks.ts';
import { machineChecks, type MachinePorts } from './machine-checks.ts';

const idle: MachinePorts = {
  machine: {
    cpu: () => Promise.resolve(ok(5)),
    memory: () => Promise.resolve(20),
    dataDisk: () => Promise.resolve(ok(30)),
    runsDisk: () => Promise.resolve(ok(30)),
  },
  process: { pid: 7, ageSec: () => 1.4, memoryBytes: () => 1e6, cpuSec: () => 0.123, loopDelayMs: () => 2.4 },
  hasDependency: (name) => Promise.resolve(name === 'dig'),
};

async function look(
  machine: Partial<MachinePorts['machine']>,
  more: Partial<MachinePorts> = {},
  health: Partial<Config['health']> = {},
) {
  const section = { ...configSchema.parse({}).health, ...health };
  const ready = { name: 'ready', groups: ['ready'] } as const;
  const checks = machineChecks({ ...idle, machine: { ...idle.machine, ...machine }, ...more }, () => section);
  const [first] = checks;
  if (first === undefined) throw new Error('There are checks.');
  const seen = looking([...checks, { ...first, ...ready, timeoutMs: 1000, intervalMs: 1000 }]);
  await seen.pass(0);
  return seen;
}

test('a machine with room is well, and says how much is in use', async () => {
  const { told, health } = await look({});
  expect(told('system')).toBe(
    'pass: Resources suffice: processors 5 %, memory 20 %, data disk 30 %, runs disk 30 %.',
  );
  expect(health.report().checks[0]?.figures).toEqual({
    processors_percent: 5,
    memory_percent: 20,
    data_disk_percent: 30,
    runs_disk_percent: 30,
  });
});

test('a busy processor is told and never a failure, whatever the threshold', async () => {
  expect((await look({ cpu: () => Promise.resolve(ok(100)) })).told('system')).toContain(
    'warn: Resources are short: processors 100 % (more than 80)',
  );
  const { told } = await look({ cpu: () => Promise.resolve(ok(100)) }, {}, { cpu_threshold: 100 });
  expect(told('system')).toMatch(/^pass/);
});

test.each([
  ['memory', 80, 'pass'],
  ['memory', 81, 'warn'],
  ['memory', 95, 'fail'],
] as const)('%s at %i percent is told as %s', async (_, percent, status) => {
  expect((await look({ memory: () => Promise.resolve(percent) })).told('system')).toMatch(
    new RegExp(`^${status}`),
  );
  const disk = await look({ dataDisk: () => Promise.resolve(ok(percent)) });
  expect(disk.told('system')).toMatch(new RegExp(`^${status}`));
});

test('thresholds are those of the configuration, and a higher one holds off the failure as well', async () => {
  const memory = () => Promise.resolve(96);
  expect((await look({ memory }, {}, { memory_threshold: 98 })).told('system')).toMatch(/^pass/);
  const runsDisk = () => Promise.resolve(ok(50));
  expect((await look({ runsDisk }, {}, { disk_threshold: 40 })).told('system')).toContain(
    'runs disk 50 % (more than 40)',
  );
});

test('what cannot be read is never told as 0: a disk fails, and a missing source degrades', async () => {
  const disk = await look({ dataDisk: () => Promise.resolve(err('its file system cannot be read')) });
  expect(disk.told('system')).toMatch(/^fail: .*data disk: its file system cannot be read/);
  expect(disk.health.report().checks[0]?.figures['data_disk_percent']).toBeNull();
  const cpu = await look({ cpu: () => Promise.resolve(err('this system does not tell')) });
  expect(cpu.told('system')).toMatch(/^warn: .*this system does not tell/);
  const first = await look({ cpu: () => Promise.resolve(ok(null)) });
  expect(first.told('system')).toMatch(/^pass: .*processors not measured yet/);
});

test('the process tells pid, age, memory and processor time, and fails only where its event loop hardly turns', async () => {
  const { health, told } = await look({});
  expect(health.report().checks.find(({ name }) => name === 'process')?.figures).toEqual({
    pid: 7,
    age_sec: 1,
    memory_bytes: 1e6,
    cpu_sec: 0.12,
    loop_delay_p99_ms: 2,
  });
  expect(told('process')).toBe('pass: The process answers; its event loop is 2 ms late.');
  const stuck = await look({}, { process: { ...idle.process, loopDelayMs: () => 5000 } });
  expect(stuck.told('process')).toBe('fail: The process answers; its event loop is 5000 ms late.');
});

test('dependencies that are missing are named, and they can come back', async () => {
  expect((await look({})).told('dependencies')).toBe('pass: No dependencies are configured.');
  let isThere = false;
  const hasDependency = () => Promise.resolve(isThere);
  const { told, health, pass } = await look({}, { hasDependency }, { dependencies: ['nowhere-to-be-found'] });
  expect(told('dependencies')).toBe('fail: Dependencies are missing: nowhere-to-be-found.');
  isThere = true;
  health.lookAgain('dependencies');
  await pass(0);
  expect(told('dependencies')).toBe('pass: All 1 dependencies are there.');
});

test('one slow minute is no reason to restart a process; three windows in a row are, and one that is well mends it', async () => {
  let lateMs = 0;
  const { told, pass } = await look(
    {},
    { process: { ...idle.process, loopDelayMs: () => lateMs } },
    { check_interval: 5 },
  );
  lateMs = 6000;
  await pass(11_000);
  expect(told('process')).toMatch(/^pass/);
  await pass(5000);
  expect(told('process')).toMatch(/^fail/);
  lateMs = 0;
  await pass(5000);
  expect(told('process')).toMatch(/^pass/);
});

test('another interval, threshold or time-out holds from the next look on', async () => {
  let section = { ...configSchema.parse({}).health, check_interval: 600 };
  let looks = 0;
  const memory = () => Promise.resolve((looks += 1) > 0 ? 70 : 0);
  const checks = machineChecks({ ...idle, machine: { ...idle.machine, memory } }, () => section);
  const { told, health, pass } = looking([...checks, checkOf('ready')]);
  await pass(60_000);
  expect([told('system').slice(0, 4), looks]).toEqual(['pass', 1]);
  section = { ...section, check_interval: 5, memory_threshold: 60 };
  expect(told('system')).toContain('stale');
  health.lookAgain();
  await pass(14_000);
  expect([told('system').slice(0, 4), looks]).toEqual(['warn', 4]);
});
