import { err, ok, type Result } from '../../kernel/result.ts';
import type { Execution } from '../../pipeline/ports.ts';
import type { Plan } from '../../tools/tool.ts';
import { bundledRoot } from '../bundled-programs.ts';
import type { StartFrame } from '../launcher/frames.ts';
import { boxOrder, entersAs, type Boxing, type BoxPrograms } from './box-order.ts';
import { findBoxPrograms } from './find-box-programs.ts';
import { limitsOf, type Countable } from './limit-settings.ts';
import { readMachineView, type MachineView } from './machine-view.ts';
import { judgeBox, type Unheld } from './trial.ts';
import { userNamespaceFilter } from './user-namespace-filter.ts';

/** Carries out a try of a sandbox: a script that tells what it is and can do, changed by what it is given. */
export type Attempt = (change: (order: StartFrame) => StartFrame) => Promise<Execution>;

/** Boxes that were seen to hold. */
export interface Boxes {
  /** As whom an order in a box begins, and so enters a namespace. */
  readonly entersAs: (order: StartFrame, plan: Plan) => 'nobody' | 'root';
  readonly box: (order: StartFrame, plan: Plan, way: Way) => StartFrame;
  /** Why a box for programs with raw sockets does not hold here, as a clause; null where it does. */
  readonly whyNoRaw: string | null;
}

/** Which network an order in a box has: that of the machine, or that which `enter` leads to; none where `network` is false. */
export type Way = Pick<Boxing, 'network' | 'enter'>;

export const thisNetwork: Way = { network: true, enter: [] };
export const noNetwork: Way = { network: false, enter: [] };

/** Tries boxes out, with raw sockets and without; the error says why none holds. */
export async function tryBoxes(attempt: Attempt, limits: Countable): Promise<Result<Boxes, Unheld>> {
  const programs = findBoxPrograms();
  if (!programs.ok) return err({ why: programs.error, passing: false });
  const found = { programs: programs.value, view: readMachineView() };
  const held = judgeBox(await attempt((order) => trialIn(found, order, null, limits)), 'connect');
  if (!held.ok) return held;
  const whyNoRaw = await tryRaw(attempt, found, limits);
  const needsOf = ({ profile, reads, program }: Plan): Pick<Boxing, 'reads' | 'raw'> => ({
    reads: [...reads, ...(program.kind === 'bundled' ? [bundledRoot] : [])],
    raw: profile === 'raw' ? found.programs.setpriv : null,
  });
  return ok({
    whyNoRaw,
    entersAs: (order, plan) => entersAs(order, needsOf(plan)),
    box: (order, plan, way) =>
      boxOrder(order, { ...found, ...needsOf(plan), ...way, limits: limitsOf(order, plan.program, limits) }),
  });
}

interface Found {
  readonly programs: BoxPrograms;
  readonly view: MachineView;
}

async function tryRaw(attempt: Attempt, found: Found, limits: Countable): Promise<string | null> {
  const { setpriv } = found.programs;
  if (process.geteuid?.() !== 0) return 'only root can give a program that one right';
  if (setpriv === null) return 'setpriv is not installed (apt install util-linux)';
  if (userNamespaceFilter(process.arch) === null)
    return `nothing is known here to keep it from user namespaces on ${process.arch}`;
  const held = judgeBox(await attempt((order) => trialIn(found, order, setpriv, limits)), 'raw');
  return held.ok ? null : held.error.why;
}

const trialIn = (found: Found, order: StartFrame, raw: string | null, limits: Countable): StartFrame =>
  boxOrder(order, {
    ...found,
    ...thisNetwork,
    reads: [],
    raw,
    limits: limitsOf(order, { kind: 'system', name: 'sh' }, limits),
  });
