import type { SandboxMode, SandboxState } from '../../exec/sandbox/sandbox.ts';
import type { Diagnosis } from './diagnosis.ts';

/** Whether programs are boxed in here, and as the operator asked for. */
export function checkSandbox(mode: SandboxMode, { tier, why }: SandboxState): Diagnosis {
  const name = 'sandbox';
  if (tier === 'bwrap') {
    return {
      name,
      status: 'ok',
      message: 'bwrap: programs see a read-only system, a folder of their own and no process but theirs',
    };
  }
  if (mode === 'process') {
    return {
      name,
      status: 'warn',
      message: 'programs run with the rights of this user: sandbox.mode is process',
      fix: 'set sandbox.mode to auto, and install bubblewrap',
    };
  }
  return {
    name,
    status: mode === 'auto' ? 'warn' : 'broken',
    message: `programs ${mode === 'auto' ? 'run with the rights of this user' : 'are not run at all'}: ${why ?? 'bwrap does not work here'}`,
    fix: 'install bubblewrap, and see that this user may make namespaces',
  };
}
