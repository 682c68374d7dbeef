import type { SandboxMode, SandboxState } from '../../exec/sandbox/sandbox.ts';
import { judgeSandbox } from '../judge-sandbox.ts';
import type { Verdict } from './check.ts';

/** What keeps programs apart from the machine: as it is wanted, and as it is; null where it was not tried yet. */
export interface SandboxFacts {
  readonly mode: SandboxMode;
  readonly state: SandboxState | null;
}

/** Warns where programs run with less around them than was wanted, and fails where none may run for that. */
export function sandboxVerdict({ mode, state }: SandboxFacts): Verdict {
  if (state === null) return { status: 'pass', message: 'The sandbox is being tried out.' };
  const { kind, message } = judgeSandbox(mode, state);
  return { status: statusOf(kind, mode), message: `In force: ${message}.`, figures: { tier: state.tier } };
}

function statusOf(kind: ReturnType<typeof judgeSandbox>['kind'], mode: SandboxMode): Verdict['status'] {
  switch (kind) {
    case 'held':
      return 'pass';
    case 'open':
      return mode === 'process' ? 'pass' : 'warn';
    case 'refusing':
      return 'fail';
  }
}
