import { randomBytes } from 'node:crypto';
import { flag } from '../../argv/build.ts';
import { newRunId } from '../../kernel/ids.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { Execution, Job } from '../../pipeline/ports.ts';
import { barePlan } from '../../tools/bare-plan.ts';

/** What tries a box out. */
export const trialShell = '/bin/sh';

/** A job of which only the sandbox comes to know. */
export const trialJob = (): Job => ({
  runId: newRunId((count) => randomBytes(count)),
  plan: {
    ...barePlan,
    tool: 'sandbox trial',
    program: { kind: 'system', name: 'sh' },
    argv: [flag('trial.sh')],
    files: [{ name: 'trial.sh', text: script }],
    keep: { stdoutBytes: 4096, stderrBytes: 4096 },
  },
  signal: new AbortController().signal,
  onStdout: () => undefined,
  artifacts: false,
});

/** It tells what a program in the box is and can do. */
const script = `
PATH=/usr/sbin:/usr/bin:/sbin:/bin
read -r pid rest < /proc/self/stat
id -u
grep -E '^(CapEff|CapBnd|NoNewPrivs):' /proc/self/status
[ "$pid" -lt 100 ] && echo own numbers
[ -e /etc/shadow ] && echo secrets
[ -e /root ] && echo homes
( : > /usr/bailiwick-was-here ) 2>/dev/null && echo writable
unshare -U true 2>/dev/null && echo nested
echo end
`;

/** With raw sockets it has that right alone. */
const held = {
  connect: /^65534\nCapEff:\t0+\nCapBnd:\t0+\nNoNewPrivs:\t1\nown numbers\nend\n$/,
  raw: /^65534\nCapEff:\t0+2000\nCapBnd:\t0+2000\nNoNewPrivs:\t1\nown numbers\nend\n$/,
} as const;

/** Why a box does not hold, as a clause. */
export interface Unheld {
  readonly why: string;
  /** It was not tried to the end, and may hold the next time. */
  readonly passing: boolean;
}

/** Judges what the script printed in a box. */
export function judgeBox(
  { ending, stdout, stderr }: Execution,
  profile: keyof typeof held,
): Result<null, Unheld> {
  const said = Buffer.from(stdout.head).toString('utf8');
  if (ending.kind === 'not_started') {
    const { message } = ending.failure;
    // EAGAIN: too much runs at the moment.
    return err({ why: message, passing: message.includes('Resource temporarily unavailable') });
  }
  if (ending.kind === 'exited' && held[profile].test(said)) return ok(null);
  const complaint = Buffer.from(stderr.head).toString('utf8').split('\n', 1)[0] ?? '';
  return err({
    why: `a try of it ended otherwise than it should (${ending.kind}): ${said.replaceAll('\n', ', ')}${complaint}`,
    passing: ending.kind === 'stopped' || ending.kind === 'timed_out',
  });
}
