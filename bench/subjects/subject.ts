/** Something that runs a program on demand, in a process of its own. */
export interface Subject {
  readonly name: string;
  readonly pid: number;
  /** Milliseconds of each of `count` runs, one after the other. */
  readonly sequential: (count: number) => Promise<readonly number[]>;
  /** Runs a second of `count` runs, `width` at a time. */
  readonly concurrent: (count: number) => Promise<number>;
  readonly close: () => Promise<void>;
}
