import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { createCpuUsage } from './cpu-usage.ts';
import { diskUsage } from './disk-usage.ts';
import { createLoopDelay } from './loop-delay.ts';
import { memoryPercent, memoryUsage } from './memory-usage.ts';

describe('processors', () => {
  it('are measured between two looks, so that the first one tells nothing', async () => {
    const texts = ['cpu  100 0 100 800 0 0 0 0 50 0\ncpu0 1 1 1 1\n', 'cpu  130 0 120 820 30 0 0 0 90 0\n'];
    const read = createCpuUsage(() => Promise.resolve(texts.shift() ?? ''));
    expect([await read(), await read()]).toEqual([
      { ok: true, value: null },
      { ok: true, value: 50 },
    ]);
    expect(await read()).toMatchObject({ ok: false });
  });

  it('are read here, or it is said that they cannot be', async () => {
    const read = createCpuUsage();
    await read();
    expect(await read()).toMatchObject({ ok: true });
    const none = createCpuUsage(() => Promise.reject(new Error('no such file')));
    expect(await none()).toEqual({
      ok: false,
      error: 'this system does not tell how busy its processors are',
    });
  });
});

describe('memory', () => {
  const machine = { constrained: 0, total: 1000, available: 600, reclaimable: 100 };

  it.each([
    ['no limit', 0, 40],
    ['a limit of 2^64, which is none', 2 ** 64, 40],
    ['a limit above the machine', 5000, 40],
    ['a limit of 800', 800, 12.5],
  ])('with %s is measured against what can be had', (_, constrained, percent) => {
    expect(memoryPercent({ ...machine, constrained })).toBeCloseTo(percent);
  });

  it('counts no page cache that the kernel gives back', () => {
    const full = { constrained: 1000, total: 8000, available: 0, reclaimable: 900 };
    expect(memoryPercent(full)).toBeCloseTo(10);
    expect(memoryPercent({ ...full, reclaimable: 2000 })).toBe(0);
  });

  it('is read here', async () => {
    const percent = await memoryUsage();
    expect(percent).toBeGreaterThan(0);
    expect(percent).toBeLessThan(100);
  });
});

describe('disks', () => {
  it('are measured below a folder', async () => {
    const usage = await diskUsage(tmpdir());
    expect(usage.ok && usage.value).toBeGreaterThan(0);
  });

  it('that cannot be read, or have no size, are not told as empty', async () => {
    expect(await diskUsage('/nonexistent/folder')).toEqual({
      ok: false,
      error: 'its file system cannot be read',
    });
    expect(await diskUsage('/proc')).toEqual({ ok: false, error: 'its file system does not tell its size' });
  });
});

it('the event loop is seen to be late by what blocks it, and that is forgotten with the next look', async () => {
  const delay = createLoopDelay();
  delay.start();
  const turn = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
  await turn(250);
  const end = performance.now() + 400;
  while (performance.now() < end);
  await turn(150);
  expect(delay.p99Ms()).toBeGreaterThan(200);
  expect(delay.p99Ms()).toBeNull();
  delay.stop();
});
