import type { Clock } from '../kernel/clock.ts';
import { failure, type Failure } from '../kernel/failure.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Lane, LaneSettings } from '../resilience/bulkhead.ts';
import { covers } from '../scope/interval.ts';
import type { Plan } from '../tools/tool.ts';
import { stoppedBeforeStart, stoppedBetween } from './call.ts';
import { createHoldEstimate, type HoldEstimate } from './hold-estimate.ts';
import type { Crowd, TargetGuard } from './target-guard.ts';
import { touchOf, type Touch } from './touch.ts';
import { waitInLine, type Held, type Wait } from './wait-in-line.ts';

/** Where a call runs: a slot of its tool, one of the server and a place at every target; all of them, or none. */
export interface Place {
  /**
   * Goes on to the targets of another plan, after at most `withinMs`. Where they are the same, it keeps them. Otherwise all is given
   * back first and the call stands in line where it once stood: two that wait for each other's target would wait for ever.
   * After a failure, which is one of `Queue.acquire`, it holds nothing. What it held was sent something.
   */
  readonly move: (plan: Plan, signal: AbortSignal, withinMs: number) => Promise<Result<null>>;
  /** Gives back what is held, if anything is; targets that were sent nothing are not charged. */
  readonly end: (sent: boolean) => void;
}

/** Where the calls of one tool wait for a place: bounded, never longer than agreed, and holding nothing. */
export interface Queue {
  /**
   * Settles with a place, with `limit.busy`, `limit.rate` or `scope.too_large`, or with `run.cancelled` as soon as `signal` is
   * aborted; it never rejects.
   */
  readonly acquire: (plan: Plan, signal: AbortSignal) => Promise<Result<Place>>;
  /** How many calls wait now. */
  readonly waiting: () => number;
  /** Takes other settings: what runs and what waits goes on, and what can start now does. */
  readonly configure: (lane: LaneSettings) => void;
}

interface QueueSettings {
  /** The tool, for messages. */
  readonly tool: string;
  /** The longest wait, in milliseconds, as it is in force when the wait begins. */
  readonly waitMs: () => number;
  /** How long calls of any tool hold their targets. */
  readonly anyCall: HoldEstimate;
}

/** Makes promises of a lane. */
export function createQueue(
  lane: Lane<Touch>,
  { tool, waitMs, anyCall }: QueueSettings,
  targets: TargetGuard,
  clock: Clock,
): Queue {
  const ofTool = createHoldEstimate();
  const busy = (why: string): Failure =>
    failure('limit.busy', `${tool} is busy: ${why}. Nothing was started.`, {
      retryAfterSec: ofTool.secondsFor(lane.waiting() + 1, lane.settings().limit),
    });
  const full = (): Failure =>
    busy(`its queue is full (${lane.running()} running, ${lane.waiting()} waiting)`);
  const wait = (touch: Touch, signal: AbortSignal, forMs: number, join: Wait['join']) => {
    const tooLong = (crowd: Crowd | null): Failure =>
      crowd === null
        ? busy(`no place became free within ${forMs / 1000} s, the longest wait`)
        : crowded(tool, crowd, anyCall.secondsFor(1, 1));
    return waitInLine(lane, targets, clock, { touch, signal, forMs, join, full, tooLong });
  };

  const leave = ({ visit, sinceMs }: Held, sent: boolean): void => {
    visit.end(sent);
    for (const estimate of [ofTool, anyCall]) estimate.learn(clock.monotonicMs() - sinceMs);
  };

  const placeOf = (first: Held): Place => {
    let held: Held | null = first;
    /** What moved on to the same targets has sent to them. */
    let hasSent = false;
    const end = (sent: boolean): void => {
      if (held === null) return;
      const { waiter } = held;
      leave(held, sent || hasSent);
      held = null;
      lane.leave(waiter);
    };
    return {
      end,
      move: async (plan, signal, withinMs) => {
        if (held === null) throw new Error('a call that holds no place cannot move on');
        if (signal.aborted) {
          end(true);
          return err(stoppedBetween);
        }
        const { waiter } = held;
        const touch = touchOf(plan);
        hasSent = isWithin(waiter.need, touch) && isWithin(touch, waiter.need);
        if (hasSent) return ok(null);
        leave(held, true);
        held = null;
        const moved = await wait(touch, signal, Math.min(waitMs(), withinMs), (next) => {
          lane.move(waiter, next);
          return 'queued';
        });
        if (!moved.ok) return moved;
        held = moved.value;
        return ok(null);
      },
    };
  };

  return {
    waiting: lane.waiting,
    configure: lane.configure,
    acquire: async (plan, signal) => {
      if (signal.aborted) return err(stoppedBeforeStart(signal));
      const touch = touchOf(plan);
      // Where no slot is free as well: what the budgets do not hold is not worth a wait.
      const why = targets.refusal(touch);
      if (why !== null) return err(why);
      const held = await wait(touch, signal, waitMs(), lane.enter);
      return held.ok ? ok(placeOf(held.value)) : held;
    },
  };
}

/** True where every address of the one is an address of the other. */
const isWithin = (one: Touch, other: Touch): boolean =>
  one.intervals.every((mine) => other.intervals.some((theirs) => covers(theirs, mine)));

/** What a call fails with that waited too long for a target. */
const crowded = (tool: string, { address, rule }: Crowd, retryAfterSec: number): Failure =>
  failure(
    'limit.busy',
    `${tool} waited too long for ${address}, where as many calls run as ${rule.text} allows. Nothing was started.`,
    { rule, retryAfterSec },
  );
