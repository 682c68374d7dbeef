import { err, ok, type Result } from '../../../kernel/result.ts';
import type { Pin } from '../../launcher/nft-session.ts';
import { closeScript } from './pool-scripts.ts';
import type { Reach } from './reach.ts';
import { pinRules, sealOf, tableName, unpinRules } from './rules.ts';
import { complaintOf, type RunScript } from './run-script.ts';
import { slotScript, slotWords } from './slot-script.ts';
import { mostSlots, slotOf, type Slot } from './slot.ts';
import { takeNumber, type Ground } from './take-number.ts';
import { tryPool } from './try-pool.ts';

/** A namespace that one run has to itself. */
export interface Lease {
  /** What stands before a command line: it enters the namespace, and turns into the rest. */
  readonly words: readonly string[];
  /** Lets the namespace, which reached nothing, reach what the run may. Before it holds, nothing of the rest may start. */
  readonly pin: Pin;
  /** The namespace, such as `bwk0s3`. */
  readonly name: string;
  /** Its place in the pool: whoever closes it for one run must be the one that opens it for the next. */
  readonly place: number;
  /** Gives it back, only when no process of the run is left. The next pin of it begins with an empty one. Idempotent. */
  readonly release: () => void;
}

/** Network namespaces that are made ahead and used again. */
export interface Pool {
  /** It waits for nobody: with no namespace free, one more is made. The error is a clause. */
  readonly take: (reach: Reach, as: 'nobody' | 'root') => Promise<Result<Lease, string>>;
  /** All that was made here, by name: the table, and the namespaces with their devices. */
  readonly made: () => readonly string[];
  /** Why no IPv6 passes, as a clause; null where it does. */
  readonly withoutIpv6: string | null;
  /** Removes all of it. Idempotent. */
  readonly close: () => Promise<void>;
}

/**
 * Makes a pool with at least `size` namespaces ahead, once what dead servers left is removed. The error is a clause: why none
 * works here. Then nothing of it stays.
 */
export async function openPool(run: RunScript, size: number): Promise<Result<Pool, string>> {
  const ground = await takeNumber(run);
  if (!ground.ok) return ground;
  const { number } = ground.value;
  // Two of them try each other out.
  const ahead = Array.from({ length: Math.min(Math.max(size, 2), mostSlots) }, (_, at) => slotOf(number, at));
  const made = await makeSlots(run, ground.value, ahead);
  const held = made.ok ? await tryPool(run, ground.value) : made;
  if (held.ok) return ok(createPool(run, ground.value, ahead));
  await run(closeScript, [String(number)]);
  return held;
}

function createPool(run: RunScript, ground: Ground, ahead: readonly Slot[]): Pool {
  const { number, withoutIpv6 } = ground;
  const slots = new Set(ahead);
  const free = [...ahead];
  /** What goes on beside the runs. */
  const pending = new Set<Promise<unknown>>();
  let known = ahead.length;
  // Numbers of slots that could not be made, to be tried again.
  const failed: number[] = [];
  let closed: Promise<void> | null = null;

  const makeOne = async (): Promise<Result<Slot, string>> => {
    const at = failed.pop() ?? (known < mostSlots ? known++ : null);
    if (at === null) return err(`all ${mostSlots} namespaces are in use`);
    const slot = slotOf(number, at);
    const made = await makeSlots(run, ground, [slot]);
    if (made.ok) slots.add(slot);
    else failed.push(at);
    return made.ok ? ok(slot) : made;
  };

  const waitedFor = async <T>(work: Promise<T>): Promise<T> => {
    pending.add(work);
    try {
      return await work;
    } finally {
      pending.delete(work);
    }
  };

  const close = async (): Promise<void> => {
    await Promise.allSettled(pending);
    await run(closeScript, [String(number)]);
    slots.clear();
  };

  return {
    take: async (reach, as) => {
      if (closed !== null) return err('the pool of namespaces is closed');
      if (withoutIpv6 !== null && reach.targets.some(({ interval }) => interval?.family === 6))
        return err(`no IPv6 passes through a namespace: ${withoutIpv6}`);
      const next = free.pop();
      const slot = next === undefined ? await waitedFor(makeOne()) : ok(next);
      if (!slot.ok) return slot;
      let isBack = false;
      return ok({
        words: enterWords(ground, slot.value, as),
        pin: {
          nft: ground.nft,
          open: `${unpinRules(number, slot.value)}; ${pinRules(number, slot.value, reach)}`,
          seal: sealOf(number, slot.value),
          check: `list set inet ${tableName(number)} closed4`,
          mark: 'set closed4 {',
          shut: unpinRules(number, slot.value),
        },
        name: slot.value.name,
        place: slot.value.place,
        release: () => {
          if (!isBack) free.push(slot.value);
          isBack = true;
        },
      });
    },
    made: () => (slots.size === 0 ? [] : [tableName(number), ...Array.from(slots, ({ name }) => name)]),
    withoutIpv6,
    close: () => (closed ??= close()),
  };
}

async function makeSlots(
  run: RunScript,
  { number, withoutIpv6 }: Ground,
  slots: readonly Slot[],
): Promise<Result<null, string>> {
  const ended = await run(slotScript, slotWords(number, slots, withoutIpv6 === null));
  return ended.code === 0 ? ok(null) : err(complaintOf(ended));
}

const enterWords = ({ nsenter }: Ground, { name }: Slot, as: 'nobody' | 'root'): readonly string[] => [
  nsenter,
  `--net=/run/netns/${name}`,
  ...(as === 'nobody' ? ['-S', nobody, '-G', nobody] : []),
  '--',
];

/** The user and the group that own nothing. */
const nobody = '65534';
