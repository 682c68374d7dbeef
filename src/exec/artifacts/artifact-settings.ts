/** Where long outputs are kept, and how much of them. */
export interface ArtifactSettings {
  /** Absolute; it is made when the first file is. */
  readonly folder: string;
  /** The most of one stream; 0 for no files. */
  readonly streamBytes: number;
  /** The most of all files together; the oldest go first. */
  readonly totalBytes: number;
  /** Takes what went wrong, for the log. */
  readonly report: (trouble: ArtifactTrouble) => void;
}

/** A stream of a run that could not be kept, or a folder that could not be cleared; `errno` is the system's error. */
export type ArtifactTrouble =
  | { readonly step: 'write'; readonly run_id: string; readonly stream: string; readonly errno: string }
  | { readonly step: 'prune'; readonly errno: string };
