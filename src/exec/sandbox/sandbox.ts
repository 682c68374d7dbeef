import { err, ok, type Result } from '../../kernel/result.ts';
import type { Plan } from '../../tools/tool.ts';
import type { StartFrame } from '../launcher/frames.ts';
import { noNetwork, thisNetwork, tryBoxes, type Attempt, type Boxes } from './boxes.ts';
import { findHierarchies } from './cgroup/find-hierarchies.ts';
import { heldControllers } from './cgroup/held-controllers.ts';
import { findPrlimit } from './find-box-programs.ts';
import { limitsOf, type LimitSettings } from './limit-settings.ts';
import { limitedOrder } from './limited-order.ts';
import { openPool, type Pool } from './netns/pool.ts';
import { poolsHere, type PoolHere } from './netns/pools-here.ts';
import { reachOf } from './netns/reach.ts';
import type { RunScript } from './netns/run-script.ts';
import { lacking, noRaw, notCutOff, unreachable } from './refusals.ts';
import type { Unheld } from './trial.ts';
import { wayOut } from './way-out.ts';

/** What the operator asks for; `auto` takes the strongest that works here, and the others nothing less than their own. */
export type SandboxMode = 'auto' | 'process' | 'require-bwrap' | 'require-netns';

export interface SandboxSettings {
  readonly mode: SandboxMode;
  /** Whether programs with raw sockets may run where no network namespace holds them. */
  readonly acceptRaw: boolean;
}

/** How runs are kept apart from the machine here, and why not better. */
export interface SandboxState {
  readonly tier: 'process' | 'bwrap' | 'netns';
  /** A clause; null where nothing better was asked for or tried. */
  readonly why: string | null;
  /** All that was made on this machine for it, by name. */
  readonly made: readonly string[];
}

/** An order as it is carried out, and what results call its isolation. */
export interface Placed {
  readonly order: StartFrame;
  readonly label: string;
  /** What its result says of it: why it is held less than others here; null where there is nothing to say. */
  readonly note: string | null;
  /** Of its namespace in the pool; null where it has none of its own. */
  readonly place: number | null;
  /** Gives back what it holds, once no process of it is left. */
  readonly release: () => void;
}

/** Keeps runs apart from the machine. */
export interface Sandbox {
  /** What is in force; a first question tries it out. */
  readonly state: () => Promise<SandboxState>;
  /** Places a plan's order; `sandbox.unavailable` where what is required does not work here, or not for this plan. */
  readonly place: (order: StartFrame, plan: Plan) => Promise<Result<Placed>>;
  /** Every pool of network namespaces on this machine, those of other servers and of dead ones too. */
  readonly pools: () => Promise<readonly PoolHere[]>;
  /** Removes all that was made. */
  readonly close: () => Promise<void>;
}

/** Carries out what a sandbox needs done: tries of boxes, and scripts of root's. */
export interface Hands {
  readonly attempt: Attempt;
  readonly runScript: RunScript;
}

/** Makes the sandbox of a mode. Nothing is tried before it is needed. */
export function createSandbox(
  { mode, acceptRaw }: SandboxSettings,
  limits: LimitSettings,
  { attempt, runScript }: Hands,
): Sandbox {
  const prlimit = findPrlimit();
  // As a resource limit it counts all processes of nobody, those of other runs and servers too.
  const isCounted = heldControllers(findHierarchies()).includes('pids');
  const counted = isCounted ? { ...limits, processes: null } : limits;
  let tried: Promise<Result<Boxes, Unheld>> | null = null;
  let opened: Promise<Result<Pool, string>> | null = null;
  let againAtMs = performance.now() + againMs;
  const boxes = async (): Promise<Result<Boxes, Unheld>> => {
    tried ??= tryBoxes(attempt, counted);
    const found = await tried;
    // One that did not end says nothing of the next.
    if (!found.ok && found.error.passing) tried = null;
    return found;
  };
  const pool = async (): Promise<Result<Pool, string>> => {
    if (process.geteuid?.() !== 0) return err('only root can make network namespaces that lead anywhere');
    opened ??= openPool(runScript, slotsAhead);
    const found = await opened;
    if (!found.ok && performance.now() > againAtMs) {
      // What stood against it may have been another firewall's, or a lock's: it is tried anew some time.
      againAtMs = performance.now() + againMs;
      opened = null;
    }
    return found;
  };

  /** In a namespace that reaches what the plan may, and nothing else. */
  const inNamespace = async (
    order: StartFrame,
    plan: Plan,
    found: Boxes,
  ): Promise<Result<Placed, string>> => {
    if (plan.profile === 'raw' && found.whyNoRaw !== null) return err(found.whyNoRaw);
    const from = await pool();
    if (!from.ok) return from;
    const lease = await from.value.take(reachOf(plan), found.entersAs(order, plan));
    if (!lease.ok) return lease;
    const { words: enter, pin, place: at, release } = lease.value;
    return ok({
      order: { ...found.box(order, plan, { network: true, enter }), pin },
      label: labelOf('netns', plan),
      note: null,
      place: at,
      release,
    });
  };

  const inProcess = (order: StartFrame, plan: Plan): Result<Placed> => {
    const { profile, targets, tool, program } = plan;
    // A call of a tool that is offline may hold names that nobody has judged; a probe looks at its program alone.
    if (profile === 'offline' && targets.length > 0) return err(notCutOff(tool));
    // Its user runs other things too, of which the kernel would count the processes.
    const held = { ...limitsOf(order, program, limits), processes: null };
    return placed(
      prlimit === null ? order : limitedOrder(order, prlimit, held),
      profile === 'offline' ? 'process (network not cut off)' : 'process',
    );
  };

  /** In a box with the network of the machine; raw sockets reach all of it. */
  const inBox = (order: StartFrame, plan: Plan, found: Boxes, whyNot: string): Result<Placed> => {
    const isRaw = plan.profile === 'raw';
    if (isRaw && !acceptRaw) return err(noRaw(plan.tool, whyNot));
    // It was accepted that nothing holds them; an ordinary user's programs have what this machine gives to all of its users.
    if (isRaw && found.whyNoRaw !== null)
      return mode === 'auto' ? inProcess(order, plan) : err(noRaw(plan.tool, found.whyNoRaw));
    return placed(found.box(order, plan, thisNetwork), labelOf('bwrap', plan));
  };

  const place = async (order: StartFrame, plan: Plan): Promise<Result<Placed>> => {
    if (mode === 'process') return inProcess(order, plan);
    const found = await boxes();
    if (!found.ok) {
      const { why } = found.error;
      if (mode !== 'auto') return err(lacking(mode, 'bwrap', why));
      if (plan.profile === 'raw' && !acceptRaw) return err(noRaw(plan.tool, why));
      const bare = inProcess(order, plan);
      return bare.ok ? ok({ ...bare.value, note: `No box held this run: ${why}.` }) : bare;
    }
    const way = wayOut(plan);
    if (way === 'nowhere') return placed(found.value.box(order, plan, noNetwork), labelOf('bwrap', plan));
    if (mode === 'require-bwrap') return inBox(order, plan, found.value, 'sandbox.mode is require-bwrap');
    if (way === 'here')
      return mode === 'require-netns'
        ? err(unreachable(plan.tool))
        : inBox(order, plan, found.value, 'none of them reaches this machine itself');
    const held = await inNamespace(order, plan, found.value);
    if (held.ok) return held;
    if (mode === 'require-netns') return err(lacking(mode, 'a network namespace', held.error));
    const less = inBox(order, plan, found.value, held.error);
    // Whoever is not root never has one, which health and doctor say.
    if (!less.ok || process.geteuid?.() !== 0) return less;
    return ok({ ...less.value, note: `No network namespace held this run: ${held.error}.` });
  };

  const state = async (): Promise<SandboxState> => {
    if (mode === 'process') return { tier: 'process', why: null, made: [] };
    const found = await boxes();
    if (!found.ok) return { tier: 'process', why: found.error.why, made: [] };
    if (mode === 'require-bwrap') return { tier: 'bwrap', why: null, made: [] };
    const from = await pool();
    return from.ok
      ? { tier: 'netns', why: null, made: from.value.made() }
      : { tier: 'bwrap', why: from.error, made: [] };
  };

  return {
    place,
    state,
    pools: () => poolsHere(runScript),
    close: async () => {
      const from = await opened;
      if (from?.ok === true) await from.value.close();
    },
  };
}

const placed = (order: StartFrame, label: string): Result<Placed> =>
  ok({ order, label, note: null, place: null, release: () => undefined });

const labelOf = (tier: 'netns' | 'bwrap', { profile }: Plan): string =>
  profile === 'raw' ? `${tier}, raw sockets` : tier;

/** How long a pool that could not be made is not tried again. */
const againMs = 60_000;
/** Enough for the calls that run at once where nothing else is configured. */
const slotsAhead = 4;
