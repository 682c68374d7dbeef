import type { SandboxMode, SandboxState } from '../exec/sandbox/sandbox.ts';

/** Whether programs are kept apart from the machine as the operator asked for; `message` is a sentence without its full stop. */
export interface SandboxVerdict {
  /** `refusing`: what is required does not work, and so nothing is run; `open`: nothing was asked for, or nothing works. */
  readonly kind: 'held' | 'open' | 'refusing';
  readonly message: string;
}

/** Judges what is in force. */
export function judgeSandbox(mode: SandboxMode, { tier, why }: SandboxState): SandboxVerdict {
  const because = why === null ? '' : `: ${why}`;
  if (mode === 'process')
    return { kind: 'open', message: 'programs run with the rights of this user: sandbox.mode is process' };
  if (strength[tier] < needed[mode])
    return { kind: 'refusing', message: `sandbox.mode ${mode} lets no program run here${because}` };
  if (tier === 'process')
    return { kind: 'open', message: `programs run with the rights of this user${because}` };
  const less = tier === 'bwrap' && why !== null ? `; no network namespaces${because}` : '';
  return { kind: 'held', message: `${tier}: ${what[tier]}${less}` };
}

type Tier = SandboxState['tier'];

const strength: Readonly<Record<Tier, number>> = { process: 0, bwrap: 1, netns: 2 };
const needed: Readonly<Record<SandboxMode, number>> = {
  auto: 0,
  process: 0,
  'require-bwrap': 1,
  'require-netns': 2,
};

const box = 'programs see a read-only system, a folder of their own and no process but theirs';
const what: Readonly<Record<Exclude<Tier, 'process'>, string>> = {
  bwrap: box,
  netns: `${box}, and reach the targets of their call and nothing else`,
};
