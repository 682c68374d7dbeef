import { nothingCaptured } from '../execution.ts';
import { endingOf } from './child-ending.ts';
import type { Child, ChildEnd, ChildEvents } from './child.ts';
import type { NftSession, Pin } from './nft-session.ts';
import type { StopCause } from './termination.ts';

/** Starts a run once the network that it enters reaches what it may, and closes that when nothing of it is left. */
export function startPinned(
  pin: Pin,
  nft: Pick<NftSession, 'open' | 'shut'>,
  events: ChildEvents,
  start: (events: ChildEvents) => Child,
): Child {
  let child: Child | null = null;
  let stopped: StopCause | null = null;
  let isPaused = false;
  const ended = (end: ChildEnd): void => {
    nft.shut(pin);
    events.ended(end);
  };
  const goOn = (complaint: string | null): void => {
    if (complaint !== null) ended(unstarted({ kind: 'not_started', step: 'box', errno: complaint }));
    else if (stopped !== null) ended(unstarted(endingOf(stopped, null, null)));
    else {
      child = start({ ...events, ended });
      if (isPaused) child.pause();
    }
  };
  void nft.open(pin).then(goOn);
  return {
    stop: (cause, graceMs) => {
      stopped ??= cause;
      child?.stop(cause, graceMs);
    },
    pause: () => {
      isPaused = true;
      child?.pause();
    },
    resume: () => {
      isPaused = false;
      child?.resume();
    },
  };
}

const unstarted = (ending: ChildEnd['ending']): ChildEnd => ({
  ending,
  stdout: nothingCaptured,
  stderr: nothingCaptured,
  spilled: [],
  seconds: 0,
});
