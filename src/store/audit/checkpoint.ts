/** The newest record of the chain. */
export interface Head {
  readonly seq: number;
  /** In hexadecimal. */
  readonly hash: string;
}

/** A signed head: whoever writes records anew cannot make one without the key, which is kept outside the database. */
export interface Checkpoint extends Head {
  /** When it was signed, milliseconds since the Unix epoch. */
  readonly at: number;
  /** Of the public key: `sha256:` and the hash of its DER form. */
  readonly keyId: string;
  /** Ed25519 over `checkpointText`, in Base64. */
  readonly signature: string;
}

/** Exactly what is signed. */
export const checkpointText = ({ seq, hash, at }: Pick<Checkpoint, 'seq' | 'hash' | 'at'>): string =>
  `bailiwick audit checkpoint 1\nrecord ${seq}\nhash ${hash}\nat ${at}\n`;

/** What a signature proves: nothing where its key is not one of those that are trusted, or it is of something else. */
export type Verdict = 'valid' | 'forged' | 'unknown_key';

/** Something with a signature of a known key. */
export interface SignedText {
  readonly text: string;
  readonly keyId: string;
  /** In Base64. */
  readonly signature: string;
}

/** Judges a signature by the keys that are trusted. */
export type JudgeSignature = (signed: SignedText) => Verdict;

/** Judges a checkpoint; `valid` where nobody can. */
export const judgeCheckpoint = (checkpoint: Checkpoint, judge: JudgeSignature | null): Verdict =>
  judge?.({ ...checkpoint, text: checkpointText(checkpoint) }) ?? 'valid';
