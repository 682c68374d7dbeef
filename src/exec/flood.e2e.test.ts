import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLab, textOf, type Lab } from './fixtures/lab.ts';

const mebibyte = 2 ** 20;

let lab: Lab;
beforeAll(async () => {
  lab = openLab({ keep: { stdoutBytes: mebibyte, stderrBytes: mebibyte }, streamBytes: 16 * mebibyte });
  await lab.run('flood', ['4']);
});
afterAll(() => lab.close());

/** The resident memory of a process in bytes. */
const residentOf = (pid: number): number =>
  Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024;

/** How much the resident memory of a process grows, at its highest, while `work` is done. */
async function growthDuring<T>(
  pid: number,
  work: () => Promise<T>,
): Promise<{ readonly value: T; readonly growth: number }> {
  const before = residentOf(pid);
  let highest = before;
  const look = (): void => {
    highest = Math.max(highest, residentOf(pid));
  };
  const timer = setInterval(look, 10);
  const value = await work();
  look();
  clearInterval(timer);
  return { value, growth: highest - before };
}

describe('a gibibyte of output', () => {
  it('grows the server by less than 32 MB, and comes back as head, tail and true count', async () => {
    const { value, growth } = await growthDuring(process.pid, () => lab.run('flood', ['1024']));
    expect(growth).toBeLessThan(32e6);
    expect(value.ending).toEqual({ kind: 'exited', code: 0 });
    expect([value.stdout.bytes, value.stdout.truncated]).toEqual([1024 * mebibyte + 9, true]);
    expect([value.stdout.head.byteLength, value.stdout.tail.byteLength]).toEqual([
      mebibyte / 2,
      mebibyte / 2,
    ]);
    expect(textOf(value.stdout.head.subarray(0, 6))).toBe('first\0');
    expect(textOf(value.stdout.tail.subarray(-5))).toBe('\0last');
  });
});

describe('a gibibyte of output that is read along', () => {
  it('reaches its reader up to the bound, grows the server by less than 32 MB, and is counted in full', async () => {
    let bytes = 0;
    const onStdout = (chunk: Uint8Array): void => {
      bytes += chunk.byteLength;
    };
    const { value, growth } = await growthDuring(process.pid, () => lab.run('flood', ['1024'], { onStdout }));
    expect(growth).toBeLessThan(32e6);
    expect(bytes).toBe(16 * mebibyte);
    expect([value.stdout.bytes, value.stdout.truncated]).toEqual([1024 * mebibyte + 9, true]);
    expect(textOf(value.stdout.tail.subarray(-5))).toBe('\0last');
  });
});

describe('a reader that is slower than its program', () => {
  it('makes the program wait: what was not read is held neither by the launcher nor by the server', async () => {
    const hold = new Int32Array(new SharedArrayBuffer(4));
    let bytes = 0;
    const patient = openLab({ streamBytes: 512 * mebibyte });
    const slowly = (): ReturnType<Lab['run']> =>
      patient.run('flood', ['256'], {
        onStdout: (chunk) => {
          bytes += chunk.byteLength;
          Atomics.wait(hold, 0, 0, 0.1);
        },
      });
    const server = await growthDuring(process.pid, () => growthDuring(patient.launcher.pid ?? 0, slowly));
    await patient.close();
    const launcher = server.value;
    expect(launcher.value.ending).toEqual({ kind: 'exited', code: 0 });
    expect(bytes).toBe(256 * mebibyte + 9);
    // Node collects buffers that were read and let go only once there are 64 MiB of them.
    expect(Math.max(server.growth, launcher.growth)).toBeLessThan(112e6);
  });
});
