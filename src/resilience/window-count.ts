/** How long amounts count, and in how many steps of that they are kept. */
export interface Window {
  readonly ms: number;
  readonly steps: number;
}

/** When what is added at `atMs` leaves the window: a step counts until all of it lies outside. */
export function leavesAt({ ms, steps }: Window, atMs: number): number {
  const stepMs = ms / steps;
  return (Math.floor(atMs / stepMs) + 1) * stepMs + ms;
}

/**
 * A sum over the last stretch of time, kept by steps: memory does not grow with what is counted. How it will fall is known, so
 * that two sums have a lowest one that is at no moment below either.
 */
export class WindowCount {
  /** When each step leaves, ascending. */
  #ends: number[] = [];
  /** All that has left by then. Running totals: what is added now, as nearly everything is, changes the last alone. */
  #left: number[] = [];
  /** What has left before the first step that is kept. */
  #leftBefore = 0;

  /** Adds what leaves at `endsMs`, as `leavesAt` has it. */
  add(amount: number, endsMs: number, nowMs: number): void {
    if (endsMs <= nowMs) return;
    const gone = this.#firstAfter(nowMs);
    if (gone > 0) {
      this.#leftBefore = this.#leftBy(gone);
      this.#ends.splice(0, gone);
      this.#left.splice(0, gone);
    }
    let at = this.#ends.length;
    while (at > 0 && (this.#ends[at - 1] ?? endsMs) >= endsMs) at -= 1;
    if (this.#ends[at] !== endsMs) {
      this.#ends.splice(at, 0, endsMs);
      this.#left.splice(at, 0, this.#leftBy(at));
    }
    for (; at < this.#ends.length; at += 1) this.#left[at] = this.#leftBy(at + 1) + amount;
  }

  /** What of it is within the window at a moment, now or later. */
  held(atMs: number): number {
    return this.#heldFrom(this.#firstAfter(atMs));
  }

  /** The next moment after `atMs` at which something leaves; Infinity where nothing is left. */
  nextEnd(atMs: number): number {
    return this.#endOf(this.#firstAfter(atMs));
  }

  /** True where both hold the same at every moment from now on. */
  isLike(other: WindowCount, nowMs: number): boolean {
    let mine = this.#firstAfter(nowMs);
    let theirs = other.#firstAfter(nowMs);
    for (;;) {
      if (this.#heldFrom(mine) !== other.#heldFrom(theirs)) return false;
      const end = this.#endOf(mine);
      if (end !== other.#endOf(theirs)) return false;
      if (end === Infinity) return true;
      mine += 1;
      theirs += 1;
    }
  }

  /** The lowest sum that is at no moment from now on below either. */
  joinedWith(other: WindowCount, nowMs: number): WindowCount {
    const joined = new WindowCount();
    let mine = this.#firstAfter(nowMs);
    let theirs = other.#firstAfter(nowMs);
    const higher = (): number => Math.max(this.#heldFrom(mine), other.#heldFrom(theirs));
    const all = higher();
    for (;;) {
      const end = Math.min(this.#endOf(mine), other.#endOf(theirs));
      if (end === Infinity) return joined;
      if (this.#endOf(mine) === end) mine += 1;
      if (other.#endOf(theirs) === end) theirs += 1;
      const left = all - higher();
      if (left === joined.#leftBy(joined.#left.length)) continue;
      joined.#ends.push(end);
      joined.#left.push(left);
    }
  }

  /** The same sum, to go its own way. */
  copy(): WindowCount {
    const copy = new WindowCount();
    copy.#ends = this.#ends.slice();
    copy.#left = this.#left.slice();
    copy.#leftBefore = this.#leftBefore;
    return copy;
  }

  #heldFrom(at: number): number {
    return this.#leftBy(this.#left.length) - this.#leftBy(at);
  }

  /** What has left once the first `count` steps have. */
  #leftBy(count: number): number {
    return count === 0 ? this.#leftBefore : (this.#left[Math.min(count, this.#left.length) - 1] ?? 0);
  }

  #endOf(at: number): number {
    return at < this.#ends.length ? (this.#ends[at] ?? Infinity) : Infinity;
  }

  #firstAfter(atMs: number): number {
    let low = 0;
    let high = this.#ends.length;
    if (this.#endOf(0) > atMs) return 0;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#endOf(middle) <= atMs) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
