import type { Captured, StopReason } from '../../pipeline/ports.ts';
import { readStopReason } from '../../pipeline/stop-reason.ts';
import { readBoxStart, writeBoxStart, type BoxStart } from './box-start.ts';
import type { ChildEnding } from './child-ending.ts';
import { readFields, writeFields, type FieldReader, type FieldWriter } from './fields.ts';
import type { Pin } from './nft-session.ts';
import type { FileText } from './private-folder.ts';
import { readSpilled, writeSpilled, type Spilled } from './spilled.ts';

/** Asks the launcher to run a program. It carries all that the launcher knows: no configuration reaches it otherwise. */
export interface StartFrame {
  readonly kind: 'start';
  /** The number of the run on this connection. */
  readonly run: number;
  /** The run's id: the mark by which every descendant is found. */
  readonly runId: string;
  /** The program, absolute. */
  readonly path: string;
  readonly argv: readonly string[];
  /** PATH of the program. */
  readonly searchPath: string;
  /** The run's private folder, absolute; it must not exist yet. */
  readonly folder: string;
  /** Written into the folder before the program starts. */
  readonly files: readonly FileText[];
  /** Environment variables that hold the folder's path. */
  readonly folderEnv: readonly string[];
  /** From spawn. */
  readonly timeoutMs: number;
  /** Between SIGTERM and SIGKILL. */
  readonly graceMs: number;
  readonly keepStdout: number;
  readonly keepStderr: number;
  /** What both streams together may come to before the run is stopped, bytes. */
  readonly mostOutputBytes: number;
  /** Memory of all its processes together, bytes, and how many they may be; held to where there are control groups. */
  readonly memoryBytes: number;
  readonly processes: number;
  /** How much of stdout is sent on while it arrives, in bytes; 0 for none. */
  readonly streamBytes: number;
  /** Where a stream that is longer than what is kept of it is written to, the first so many bytes of each; null for nowhere. */
  readonly artifacts: { readonly folder: string; readonly bytes: number } | null;
  /** The user and group that `path` is started as; null for the launcher's own. */
  readonly user: number | null;
  /** Whom its folder belongs to, as which it runs in the end; null for the launcher's own. */
  readonly owner: number | null;
  /** What opens the network that it enters, and closes it again; null where it has that of the machine, or none. */
  readonly pin: Pin | null;
  /** How a process begins that `path` and `argv` turn into a box; null where they are the program itself. */
  readonly box: BoxStart | null;
}

export interface StopFrame {
  readonly kind: 'stop';
  readonly run: number;
  readonly reason: StopReason;
}

export interface EndedFrame {
  readonly kind: 'ended';
  readonly run: number;
  readonly ending: ChildEnding;
  readonly stdout: Captured;
  readonly stderr: Captured;
  readonly spilled: readonly Spilled[];
  /** From spawn until no process of the run was left. */
  readonly seconds: number;
}

export type ToLauncher = StartFrame | StopFrame;

export type FromLauncher =
  | { readonly kind: 'started'; readonly run: number; readonly pid: number }
  | { readonly kind: 'stdout'; readonly run: number; readonly bytes: Uint8Array }
  | EndedFrame;

/** Encodes what the server says, length first. */
export function encodeToLauncher(frame: ToLauncher): Buffer {
  const fields = writeFields().text(frame.kind).whole(frame.run);
  switch (frame.kind) {
    case 'start':
      fields.text(frame.runId).text(frame.path).texts(frame.argv).text(frame.searchPath).text(frame.folder);
      fields.texts(frame.files.map(({ name }) => name)).texts(frame.files.map(({ text }) => text));
      fields.texts(frame.folderEnv);
      fields.real(frame.timeoutMs).real(frame.graceMs).real(frame.keepStdout).real(frame.keepStderr);
      fields.real(frame.mostOutputBytes).real(frame.memoryBytes).real(frame.processes);
      fields.real(frame.streamBytes);
      fields.text(frame.artifacts?.folder ?? '').real(frame.artifacts?.bytes ?? -1);
      fields
        .real(frame.user ?? -1)
        .real(frame.owner ?? -1)
        .texts(frame.pin === null ? [] : pinTexts(frame.pin));
      writeBoxStart(fields, frame.box);
      break;
    case 'stop':
      fields.text(frame.reason);
      break;
  }
  return fields.frame();
}

/** Decodes the body of a frame that the server sent. */
export function decodeToLauncher(body: Uint8Array): ToLauncher {
  const fields = readFields(body);
  const kind = fields.text();
  const run = fields.whole();
  switch (kind) {
    case 'start':
      return {
        kind,
        run,
        runId: fields.text(),
        path: fields.text(),
        argv: fields.texts(),
        searchPath: fields.text(),
        folder: fields.text(),
        files: readFiles(fields),
        folderEnv: fields.texts(),
        timeoutMs: fields.real(),
        graceMs: fields.real(),
        keepStdout: fields.real(),
        keepStderr: fields.real(),
        mostOutputBytes: fields.real(),
        memoryBytes: fields.real(),
        processes: fields.real(),
        streamBytes: fields.real(),
        artifacts: readArtifacts(fields),
        user: readUser(fields.real()),
        owner: readUser(fields.real()),
        pin: readPin(fields.texts()),
        box: readBoxStart(fields),
      };
    case 'stop':
      return { kind, run, reason: readReason(fields) };
    default:
      throw new TypeError(`The server sent a frame of an unknown kind ${JSON.stringify(kind)}.`);
  }
}

/** Encodes what the launcher says, length first. */
export function encodeFromLauncher(frame: FromLauncher): Buffer {
  const fields = writeFields().text(frame.kind).whole(frame.run);
  switch (frame.kind) {
    case 'started':
      fields.whole(frame.pid);
      break;
    case 'stdout':
      fields.bytes(frame.bytes);
      break;
    case 'ended':
      writeEnding(fields, frame.ending);
      writeCaptured(fields, frame.stdout);
      writeCaptured(fields, frame.stderr);
      writeSpilled(fields, frame.spilled);
      fields.real(frame.seconds);
      break;
  }
  return fields.frame();
}

/** Decodes the body of a frame that the launcher sent. The bytes of `stdout` are a view of the body, those of an end are its own. */
export function decodeFromLauncher(body: Uint8Array): FromLauncher {
  const fields = readFields(body);
  const kind = fields.text();
  const run = fields.whole();
  switch (kind) {
    case 'started':
      return { kind, run, pid: fields.whole() };
    case 'stdout':
      return { kind, run, bytes: fields.bytes() };
    case 'ended':
      return {
        kind,
        run,
        ending: readEnding(fields),
        stdout: readCaptured(fields),
        stderr: readCaptured(fields),
        spilled: readSpilled(fields),
        seconds: fields.real(),
      };
    default:
      throw new TypeError(`The launcher sent a frame of an unknown kind ${JSON.stringify(kind)}.`);
  }
}

function writeEnding(fields: FieldWriter, ending: ChildEnding): void {
  fields.text(ending.kind);
  switch (ending.kind) {
    case 'exited':
      fields.whole(ending.code);
      return;
    case 'signalled':
      fields.text(ending.signal);
      return;
    case 'stopped':
      fields.text(ending.reason);
      return;
    case 'not_started':
      fields.text(ending.step).text(ending.errno);
      return;
    case 'timed_out':
    case 'overflowed':
    case 'out_of_memory':
      return;
  }
}

function readEnding(fields: FieldReader): ChildEnding {
  const kind = fields.text();
  switch (kind) {
    case 'exited':
      return { kind, code: fields.whole() };
    case 'signalled':
      return { kind, signal: fields.text() };
    case 'stopped':
      return { kind, reason: readReason(fields) };
    case 'not_started':
      return { kind, step: readStep(fields.text()), errno: fields.text() };
    case 'timed_out':
    case 'overflowed':
    case 'out_of_memory':
      return { kind };
    default:
      throw new TypeError(`The launcher sent an ending of an unknown kind ${JSON.stringify(kind)}.`);
  }
}

function writeCaptured(fields: FieldWriter, { head, tail, bytes, truncated }: Captured): void {
  fields
    .bytes(head)
    .bytes(tail)
    .real(bytes)
    .byte(truncated ? 1 : 0);
}

function readCaptured(fields: FieldReader): Captured {
  // Kept for as long as the result, while the body is only lent.
  const own = (): Uint8Array => Buffer.from(fields.bytes());
  return { head: own(), tail: own(), bytes: fields.real(), truncated: fields.byte() === 1 };
}

function readFiles(fields: FieldReader): readonly FileText[] {
  const names = fields.texts();
  const texts = fields.texts();
  return names.map((name, at) => ({ name, text: texts[at] ?? '' }));
}

const readStep = (step: string): 'folder' | 'box' | 'program' =>
  step === 'folder' || step === 'box' ? step : 'program';

const pinTexts = ({ nft, open, seal, check, mark, shut }: Pin): readonly string[] => [
  nft,
  open,
  seal,
  check,
  mark,
  shut,
];

function readPin(texts: readonly string[]): Pin | null {
  const [nft = '', open = '', seal = '', check = '', mark = '', shut = ''] = texts;
  return texts.length === 0 ? null : { nft, open, seal, check, mark, shut };
}

function readArtifacts(fields: FieldReader): StartFrame['artifacts'] {
  const folder = fields.text();
  const bytes = fields.real();
  return bytes < 0 ? null : { folder, bytes };
}

const readUser = (id: number): number | null => (id < 0 ? null : id);

function readReason(fields: FieldReader): StopReason {
  const name = fields.text();
  const reason = readStopReason(name);
  if (reason === null) throw new TypeError(`A frame names an unknown reason ${JSON.stringify(name)}.`);
  return reason;
}
