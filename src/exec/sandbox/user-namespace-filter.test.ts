import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { userNamespaceFilter } from './user-namespace-filter.ts';

const newUser = 0x1000_0000;
const processors = [
  { name: 'x64', audit: 0xc000_003e, clone: 56, unshare: 272 },
  { name: 'arm64', audit: 0xc000_00b7, clone: 220, unshare: 97 },
] as const;

describe.each(processors)('the filter for $name', ({ name, audit, clone, unshare }) => {
  const answerTo = (call: number, flags = 0, processor: number = audit): string =>
    run(userNamespaceFilter(name) ?? new Uint8Array(0), [call, processor, 0, 0, flags]);

  it('refuses a new user namespace, whatever is asked for beside it', () => {
    fc.assert(
      fc.property(fc.constantFrom(clone, unshare), fc.nat(0x7fff_ffff), (call, flags) => {
        expect(answerTo(call, (flags | newUser) >>> 0)).toBe('EPERM');
        expect(answerTo(call, (flags & ~newUser) >>> 0)).toBe('allowed');
      }),
    );
  });

  it('lets every other call through', () => {
    const others = fc.nat(1_000).filter((call) => ![clone, unshare, 435].includes(call));
    fc.assert(fc.property(others, (call) => answerTo(call, newUser) === 'allowed'));
  });

  it('has no clone3, whose flags it cannot see, and no call of another processor', () => {
    expect(answerTo(435)).toBe('ENOSYS');
    expect(answerTo(unshare, newUser, 0x4000_0003)).toBe('ENOSYS');
    expect(answerTo(0x4000_0000 + unshare, newUser)).toBe('ENOSYS');
  });
});

it('there is none for a processor whose calls are not known', () => {
  expect(userNamespaceFilter('riscv64')).toBeNull();
});

/** Runs classic BPF as the kernel does, over the words of struct seccomp_data. */
function run(program: Uint8Array, data: readonly number[]): string {
  const view = new DataView(program.buffer, program.byteOffset, program.byteLength);
  let value = 0;
  for (let at = 0; at < program.byteLength; at += 8) {
    const [code, ifTrue, ifFalse] = [view.getUint16(at, true), view.getUint8(at + 2), view.getUint8(at + 3)];
    const operand = view.getUint32(at + 4, true);
    const jump = (holds: boolean): number => (at += (holds ? ifTrue : ifFalse) * 8);
    if (code === 0x20) value = data[operand / 4] ?? 0;
    else if (code === 0x15) jump(value === operand);
    else if (code === 0x35) jump(value >= operand);
    else if (code === 0x45) jump((value & operand) !== 0);
    else if (code === 0x06) return answers.get(operand) ?? String(operand);
    else throw new Error(`an unknown code ${code}`);
  }
  throw new Error('it ran off its end');
}

const answers: ReadonlyMap<number, string> = new Map([
  [0x7fff_0000, 'allowed'],
  [0x0005_0001, 'EPERM'],
  [0x0005_0026, 'ENOSYS'],
]);
