import { dayMs } from './engagement-moment.ts';
import type { WeeklyWindow } from './engagement-window.ts';

/** A time that is open: from `from` until before `to`. */
export interface Opening {
  readonly from: number;
  readonly to: number;
}

/** When any of some weekly windows is open. */
export interface OpeningHours {
  /** The opening that a moment lies in or, where it is closed, the next one; null where there is none within three weeks. */
  readonly openingAt: (ms: number) => Opening | null;
}

/** Prepares windows. The openings of three weeks are computed once a day, since every call asks twice. */
export function openingHours(windows: readonly WeeklyWindow[]): OpeningHours {
  let cached: { readonly day: number; readonly openings: readonly Opening[] } | null = null;
  return {
    openingAt: (ms) => {
      const day = Math.floor(ms / dayMs);
      if (cached?.day !== day) cached = { day, openings: openingsFrom(windows, day * dayMs) };
      return cached.openings.find(({ to }) => ms < to) ?? null;
    },
  };
}

/** Enough for a window of one day a week although that day be skipped, as zones that cross the date line do. */
const horizonMs = 22 * dayMs;
const weekMs = 7 * dayMs;

/** 1970 began on a Thursday. */
const mondayShiftMs = 3 * dayMs;

/** An opening that lasts until the horizon has no end that could be known. */
function openingsFrom(windows: readonly WeeklyWindow[], from: number): readonly Opening[] {
  const horizon = from + horizonMs;
  return merge(windows.flatMap((window) => openingsOf(window, from, horizon))).map((opening) =>
    opening.to === horizon ? { ...opening, to: Infinity } : opening,
  );
}

/** Where the offset stands still, local time is plain arithmetic: a change of the clocks cuts openings as those who read them would. */
function openingsOf({ days, from, to, clock }: WeeklyWindow, begin: number, end: number): readonly Opening[] {
  const minutes = to > from ? to - from : to + 1440 - from;
  return clock.spans(begin, end).flatMap((span) => {
    const openings: Opening[] = [];
    // One week earlier, for the opening that began before the span.
    const first = Math.floor((span.from + span.offset + mondayShiftMs) / weekMs) - 1;
    for (let week = first; week * weekMs - mondayShiftMs - span.offset < span.to; week += 1) {
      for (const day of days) {
        const opens = week * weekMs - mondayShiftMs - span.offset + day * dayMs + from * 60_000;
        const opening = { from: Math.max(opens, span.from), to: Math.min(opens + minutes * 60_000, span.to) };
        if (opening.from < opening.to) openings.push(opening);
      }
    }
    return openings;
  });
}

function merge(openings: readonly Opening[]): readonly Opening[] {
  const merged: Opening[] = [];
  for (const opening of openings.toSorted((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last === undefined || opening.from > last.to) merged.push(opening);
    else merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, opening.to) };
  }
  return merged;
}
