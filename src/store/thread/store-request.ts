import type { RunId } from '../../kernel/ids.ts';
import type { Caller, DecisionRecord, EndedSlice, OutcomeRecord, SlicedRun } from '../../pipeline/ports.ts';
import type { Checkpoint, Head } from '../audit/checkpoint.ts';
import type { WantedOutput } from '../blobs/read-output.ts';
import type { NewBaseline } from '../inventory/baselines.ts';
import type { WantedComparison } from '../inventory/compare-runs.ts';
import type { WantedHosts } from '../inventory/known-hosts.ts';
import type { StoreSettings } from '../open-store.ts';
import type { Retention } from '../retention/retention.ts';
import type { KeyClaim } from '../runs/claim-key.ts';
import type { RunFilter } from '../runs/run-facts.ts';
import type { SignedSegment, WantedSegment } from '../segments/segment.ts';

/** What the store's thread is asked for: first to open it, then a function of `Store` and what that takes. */
export type StoreRequest =
  | { readonly method: 'open'; readonly settings: StoreSettings }
  | { readonly method: 'decision'; readonly record: DecisionRecord }
  | { readonly method: 'outcome'; readonly record: OutcomeRecord }
  | { readonly method: 'runs'; readonly filter: RunFilter }
  | { readonly method: 'output'; readonly wanted: WantedOutput }
  | { readonly method: 'outputs'; readonly runId: string }
  | { readonly method: 'compare'; readonly wanted: WantedComparison }
  | { readonly method: 'claimKey'; readonly claim: KeyClaim }
  | { readonly method: 'begin_slices'; readonly run: SlicedRun }
  | { readonly method: 'keep_slice'; readonly slice: EndedSlice }
  | { readonly method: 'find_slices'; readonly runId: string; readonly caller: Caller }
  | { readonly method: 'slice_output'; readonly runId: RunId; readonly position: number }
  | { readonly method: 'knownHosts'; readonly wanted: WantedHosts }
  | { readonly method: 'head'; readonly since: Head | null }
  | { readonly method: 'newestCheckpoint'; readonly keyId: string }
  | { readonly method: 'checkpoint'; readonly signed: Checkpoint }
  | { readonly method: 'setBaseline'; readonly wanted: NewBaseline }
  | { readonly method: 'baseline' | 'removeBaseline'; readonly name: string }
  | { readonly method: 'cutSegment'; readonly wanted: WantedSegment }
  | { readonly method: 'dropSegment'; readonly segment: SignedSegment }
  | { readonly method: 'prune'; readonly retention: Retention }
  | { readonly method: 'interrupt'; readonly owner: string }
  | { readonly method: 'baselines' | 'unfinishedOwners' | 'writable' | 'exposure' | 'close' };

/** A request with the number that its answer has too. */
export interface Numbered {
  readonly number: number;
  readonly request: StoreRequest;
}
