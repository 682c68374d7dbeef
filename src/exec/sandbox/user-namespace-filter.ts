/**
 * A seccomp filter, as bubblewrap reads it, that lets a program make no user namespace: in one of its own it would have every
 * right again, and the kernel's paths behind those rights. It is for boxes without a user namespace, where bubblewrap cannot see
 * to that itself. Null for a processor whose numbers of system calls are not known here.
 */
export function userNamespaceFilter(processor: string): Uint8Array | null {
  const calls = callsOf.get(processor);
  if (calls === undefined) return null;
  const program = filterOf(calls);
  const bytes = Buffer.alloc(program.length * 8);
  // struct sock_filter, in the byte order of the processors below.
  for (const [at, [code, ifTrue, ifFalse, value]] of program.entries()) {
    bytes.writeUInt16LE(code, at * 8);
    bytes.writeUInt8(ifTrue, at * 8 + 2);
    bytes.writeUInt8(ifFalse, at * 8 + 3);
    bytes.writeUInt32LE(value, at * 8 + 4);
  }
  return bytes;
}

interface Calls {
  /** The kernel's name of the processor (linux/audit.h). */
  readonly audit: number;
  readonly clone: number;
  readonly unshare: number;
}

const callsOf: ReadonlyMap<string, Calls> = new Map([
  ['x64', { audit: 0xc000_003e, clone: 56, unshare: 272 }],
  ['arm64', { audit: 0xc000_00b7, clone: 220, unshare: 97 }],
]);

/** A step: its code, how many steps to leave out where it is true and where it is not, and its value. */
type Step = readonly [code: number, ifTrue: number, ifFalse: number, value: number];

/**
 * The first argument of both calls holds the flags. Those of clone3 stand in memory, which a filter cannot see: without it
 * libraries fall back on clone. Programs for another processor, and the x32 calls, would have other numbers.
 */
const filterOf = ({ audit, clone, unshare }: Calls): readonly Step[] => [
  [load, 0, 0, atProcessor],
  [isEqual, 0, 8, audit],
  [load, 0, 0, atCall],
  [isAtLeast, 6, 0, firstX32Call],
  [isEqual, 5, 0, clone3],
  [isEqual, 1, 0, unshare],
  [isEqual, 0, 2, clone],
  [load, 0, 0, atFirstArgument],
  [hasBit, 2, 0, newUserNamespace],
  [answer, 0, 0, allowed],
  [answer, 0, 0, notThere],
  [answer, 0, 0, notPermitted],
];

/** Codes of classic BPF (linux/bpf_common.h). */
const load = 0x20;
const isEqual = 0x15;
const isAtLeast = 0x35;
const hasBit = 0x45;
const answer = 0x06;

/** Where struct seccomp_data holds what; both processors have the lower half of an argument first. */
const atCall = 0;
const atProcessor = 4;
const atFirstArgument = 16;

/** Its number is the same on every processor. */
const clone3 = 435;
const firstX32Call = 0x4000_0000;
const newUserNamespace = 0x1000_0000;

/** SECCOMP_RET_ALLOW, and SECCOMP_RET_ERRNO with ENOSYS and EPERM. */
const allowed = 0x7fff_0000;
const notThere = 0x0005_0000 + 38;
const notPermitted = 0x0005_0000 + 1;
