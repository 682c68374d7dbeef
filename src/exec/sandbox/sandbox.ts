import { failure, type Failure } from '../../kernel/failure.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { Execution } from '../../pipeline/ports.ts';
import type { Plan } from '../../tools/tool.ts';
import { bundledRoot } from '../bundled-programs.ts';
import type { StartFrame } from '../launcher/frames.ts';
import { boxOrder, type BoxPrograms } from './box-order.ts';
import { findBoxPrograms, findPrlimit } from './find-box-programs.ts';
import { limitsOf, type LimitSettings } from './limit-settings.ts';
import { limitedOrder } from './limited-order.ts';
import { readMachineView, type MachineView } from './machine-view.ts';
import { judgeBox, type Unheld } from './trial.ts';

/** What the operator asks for; `auto` takes the strongest that works here, and `require-bwrap` nothing less than its own. */
export type SandboxMode = 'auto' | 'process' | 'require-bwrap';

/** How runs are kept apart from the machine here, and why not better. */
export interface SandboxState {
  readonly tier: 'process' | 'bwrap';
  /** A clause; null where nothing better was asked for or tried. */
  readonly why: string | null;
}

/** An order as it is carried out, and what results call its isolation. */
export interface Placed {
  readonly order: StartFrame;
  readonly label: string;
}

/** Keeps runs apart from the machine. */
export interface Sandbox {
  /** What is in force; a first question tries it out. */
  readonly state: () => Promise<SandboxState>;
  /** Places a plan's order; `sandbox.unavailable` where what is required does not work here, or not for this plan. */
  readonly place: (order: StartFrame, plan: Plan) => Promise<Result<Placed>>;
}

/** Makes the sandbox of a mode. `attempt` carries a try out, changed by what it is given. */
export function createSandbox(
  mode: SandboxMode,
  limits: LimitSettings,
  attempt: (change: (order: StartFrame) => StartFrame) => Promise<Execution>,
): Sandbox {
  const prlimit = findPrlimit();
  let tried: Promise<Tried> | null = null;
  const box = async (): Promise<Tried> => {
    tried ??= tryBox(attempt, limits);
    const found = await tried;
    // One that did not end says nothing of the next.
    if (!found.ok && found.error.passing) tried = null;
    return found;
  };
  return {
    state: async () => {
      if (mode === 'process') return { tier: 'process', why: null };
      const found = await box();
      return found.ok ? { tier: 'bwrap', why: null } : { tier: 'process', why: found.error.why };
    },
    place: async (order, plan) => {
      const inProcess = (): Result<Placed> => bare(order, plan, prlimit, limits);
      if (mode === 'process') return inProcess();
      const found = await box();
      if (!found.ok) return mode === 'auto' ? inProcess() : err(lacking(found.error.why));
      if (plan.profile === 'raw') return mode === 'auto' ? inProcess() : err(noRaw(plan.tool));
      return ok({ order: boxed(order, plan, found.value, limits), label: 'bwrap' });
    },
  };
}

type Tried = Result<{ readonly programs: BoxPrograms; readonly view: MachineView }, Unheld>;

async function tryBox(
  attempt: (change: (order: StartFrame) => StartFrame) => Promise<Execution>,
  limits: LimitSettings,
): Promise<Tried> {
  const programs = findBoxPrograms();
  if (!programs.ok) return err({ why: programs.error, passing: false });
  const found = { programs: programs.value, view: readMachineView() };
  const judged = judgeBox(
    await attempt((order) =>
      boxOrder(order, {
        ...found,
        reads: [],
        network: true,
        limits: limitsOf(order, { kind: 'system', name: 'sh' }, limits),
      }),
    ),
  );
  return judged.ok ? ok(found) : judged;
}

const boxed = (
  order: StartFrame,
  { profile, reads, program }: Plan,
  found: { readonly programs: BoxPrograms; readonly view: MachineView },
  limits: LimitSettings,
): StartFrame =>
  boxOrder(order, {
    ...found,
    reads: [...reads, ...(program.kind === 'bundled' ? [bundledRoot] : [])],
    network: profile !== 'offline',
    limits: limitsOf(order, program, limits),
  });

/**
 * Nothing here cuts a network off. A program that only looks at itself, as a probe does, needs no more than to be said to have one;
 * a call of a tool that is offline may hold names that nobody has judged, since nothing could be sent.
 */
function bare(
  order: StartFrame,
  { profile, targets, tool, program }: Plan,
  prlimit: string | null,
  settings: LimitSettings,
): Result<Placed> {
  if (profile === 'offline' && targets.length > 0) return err(notCutOff(tool));
  // Its user runs other things too, of which the kernel would count the processes.
  const limits = { ...limitsOf(order, program, settings), processes: null };
  return ok({
    order: prlimit === null ? order : limitedOrder(order, prlimit, limits),
    label: profile === 'offline' ? 'process (network not cut off)' : 'process',
  });
}

const notCutOff = (tool: string): Failure =>
  failure(
    'sandbox.unavailable',
    `${tool} runs without a network, and nothing here cuts it off: that takes bubblewrap and a sandbox.mode that uses it. Nothing was sent.`,
    { next: ['Ask a person: `bailiwick doctor` shows what is missing.'] },
  );

const lacking = (why: string): Failure =>
  failure(
    'sandbox.unavailable',
    `sandbox.mode requires bwrap, which does not work here: ${why}. Nothing was sent.`,
    {
      next: ['Ask a person: `bailiwick doctor` shows what is missing.'],
    },
  );

const noRaw = (tool: string): Failure =>
  failure(
    'sandbox.unavailable',
    `sandbox.mode requires bwrap, in which ${tool} has no raw sockets for what was asked. Nothing was sent.`,
    { next: ['Ask for what needs no raw sockets, such as a connect scan.'] },
  );
