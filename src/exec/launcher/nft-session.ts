import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';

/** What lets a network namespace reach what a run may, and what takes that back; one line of nft each. */
export interface Pin {
  /** The absolute path of nft. */
  readonly nft: string;
  readonly open: string;
  /** What nft says of `open` once the kernel holds it: the echo of its last part. */
  readonly seal: string;
  /** A question asked behind it, and what its answer holds: by then all of the echo is in, and none is taken for the next run's. */
  readonly check: string;
  readonly mark: string;
  readonly shut: string;
}

/** An nft that stays: to start one for each run costs more than the box around it. Commands take effect in order. */
export interface NftSession {
  /** Resolves once it is in force with null, else with what nft complains of; then nothing of it is. */
  readonly open: (pin: Pin) => Promise<string | null>;
  /** Takes effect before whatever is opened next. */
  readonly shut: (pin: Pin) => void;
  readonly close: () => void;
}

/** Starts nothing before it is needed. */
export function createNftSession(): NftSession {
  let nft: Nft | null = null;
  let last: Promise<unknown> = Promise.resolve();
  const here = (path: string): Nft => {
    if (nft !== null && (nft.exitCode !== null || nft.signalCode !== null)) nft = null;
    return (nft ??= startNft(path));
  };
  const openNow = async ({ nft: path, ...pin }: Pin): Promise<string | null> => {
    const session = here(path);
    const said = await answerOf(session, pin);
    // Of one that gave no clear answer nobody knows what it will do next.
    if (said !== null) {
      session.kill('SIGKILL');
      nft = null;
    }
    return said;
  };
  return {
    open: (pin) => {
      const opening = last.then(() => openNow(pin));
      last = opening;
      return opening;
    },
    shut: ({ nft: path, shut }) => {
      last = last.then(() => here(path).stdin.write(`${shut}\n`));
    },
    close: () => nft?.stdin.end(),
  };
}

type Nft = ChildProcessByStdio<Writable, Readable, Readable>;

function startNft(path: string): Nft {
  // At its end it would write all that it was told, targets too, into a history file of its home.
  const env = { LC_ALL: 'C', HOME: '/nonexistent' };
  const nft = spawn(path, ['-i', '-e'], { stdio: ['pipe', 'pipe', 'pipe'], env });
  // Its end shows in what it does not answer.
  nft.on('error', () => undefined);
  nft.stdin.on('error', () => undefined);
  nft.stdout.resume();
  nft.stderr.resume();
  return nft;
}

function answerOf(nft: Nft, { open, seal, check, mark }: Omit<Pin, 'nft'>): Promise<string | null> {
  return new Promise((resolve) => {
    let echo = '';
    let complaint = '';
    const settle = (said: string | null): void => {
      clearTimeout(patience);
      nft.stdout.off('data', onEcho);
      nft.stderr.off('data', onComplaint);
      nft.off('close', onEnd).off('error', onEnd);
      resolve(said);
    };
    const onEcho = (chunk: Buffer): void => {
      echo += chunk.toString('latin1');
      if (!echo.includes(mark)) return;
      if (echo.includes(seal)) settle(null);
      // Why not comes by another pipe.
      else setTimeout(settle, complaintMs, 'nft did not confirm it');
    };
    const onComplaint = (chunk: Buffer): void => {
      complaint += chunk.toString('latin1');
      if (complaint.includes('\n')) settle(`nft: ${complaint.replace(/^Error: /, '').split('\n', 1)[0]}`);
    };
    const onEnd = (): void => settle(complaint === '' ? 'nft ended' : `nft: ${complaint}`);
    const patience = setTimeout(() => settle('nft gave no answer'), patienceMs);
    nft.stdout.on('data', onEcho);
    nft.stderr.on('data', onComplaint);
    nft.once('close', onEnd).once('error', onEnd);
    nft.stdin.write(`${open}\n${check}\n`);
  });
}

const patienceMs = 3_000;
const complaintMs = 50;
