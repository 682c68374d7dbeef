/** What is wrong with a record, or with what should prove it. */
export type ChainProblem = keyof typeof messages;

/** The first place where the chain breaks, or its head, which proves every record when it is kept somewhere else. */
export type ChainReport =
  | {
      readonly intact: true;
      readonly rows: number;
      readonly head: string;
      /** The newest record under a checkpoint, 0 for none; null where no signature was checked. */
      readonly signed: number | null;
      /** The records before the first that is left, which have gone to segments. */
      readonly pruned: number;
    }
  | {
      readonly intact: false;
      /** The records before this place that are good, as far as can be told. */
      readonly rows: number;
      readonly seq: number;
      readonly problem: ChainProblem;
      /** One sentence for a person. */
      readonly message: string;
    };

/** Reports a chain that breaks at record `seq`, after `rows` good ones. */
export const brokenAt = (rows: number, seq: number, problem: ChainProblem): ChainReport => ({
  intact: false,
  rows,
  seq,
  problem,
  message: messages[problem](seq, rows),
});

const messages = {
  gap: (seq) => `Record ${seq} is missing, or was never written by bailiwick.`,
  broken_link: (seq) =>
    `Record ${seq} does not follow the record before it: one was put in, taken out or moved.`,
  hash_mismatch: (seq) => `Record ${seq} was changed after it was written.`,
  malformed: (seq) => `Record ${seq} cannot be read: the table was rebuilt.`,
  cut_off: (seq) =>
    `Record ${seq} is missing: a checkpoint or an anchor shows that the log was longer, and its end was cut off.`,
  rewritten: (seq) =>
    `Record ${seq} is not the one that the anchor names: it, or records before it, were written anew.`,
  signed_otherwise: (seq, rows) =>
    `Record ${seq} is not the one that was signed: it, or others since record ${rows + 1}, were written anew.`,
  unrecorded_segment: (seq) =>
    `Record ${seq} is missing: records have left in a segment, and the record that says so is gone, so that the end of the log was cut off.`,
  unsigned: (seq) =>
    `Record ${seq} was under a signed checkpoint when the anchor was kept, and is under none now: checkpoints were taken out.`,
  bad_segment: (seq) =>
    `The records from ${seq} on were taken out without a segment that follows the one before it.`,
  forged_segment: (seq) =>
    `The segment from record ${seq} on is not signed with a key that is trusted here: its records were taken out by somebody else.`,
  forged: (seq, rows) =>
    `The checkpoint at record ${seq} was not signed with its key: it was made up, and records since ${rows + 1} may have been as well.`,
  unknown_key: (seq) =>
    `The checkpoint at record ${seq} is signed with a key that is not trusted here: name its public half, or somebody has signed a log of his own.`,
} as const satisfies Readonly<Record<string, (seq: number, rows: number) => string>>;
