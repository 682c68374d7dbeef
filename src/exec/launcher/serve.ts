import type { Duplex } from 'node:stream';
import { openCgroups } from '../sandbox/cgroup/cgroups.ts';
import { startChild, type Child } from './child.ts';
import { createFrameSplitter } from './frame-splitter.ts';
import { decodeToLauncher, encodeFromLauncher, type FromLauncher, type ToLauncher } from './frames.ts';
import { createNftSession } from './nft-session.ts';
import { createStandbys } from './standbys.ts';
import { createSweep } from './sweep.ts';

/** Starts and stops programs as the server says, until the channel ends; then stops them all and calls `done`, once. */
export function serve(channel: Duplex, done: () => void): void {
  const children = new Map<number, Child>();
  const cgroups = openCgroups();
  const keeping = { sweep: createSweep(), cgroups, standbys: createStandbys(cgroups) };
  let leaving = false;
  let patience: NodeJS.Timeout | undefined;

  const nft = createNftSession();

  const finish = async (): Promise<void> => {
    nft.close();
    await keeping.standbys.close();
    cgroups.close();
    done();
  };

  const send = (frame: FromLauncher): boolean =>
    !channel.writable || channel.write(encodeFromLauncher(frame));

  const obey = (frame: ToLauncher): void => {
    if (leaving) return;
    if (frame.kind === 'stop') {
      children.get(frame.run)?.stop(frame.reason);
      return;
    }
    const { run, pin } = frame;
    const opened = pin === null ? Promise.resolve(null) : nft.open(pin);
    const child = startChild(frame, keeping, opened, {
      started: (pid) => send({ kind: 'started', run, pid }),
      // A full channel stops every stream: the server reads one channel, and what it has not read waits in the programs.
      stdout: (bytes) => send({ kind: 'stdout', run, bytes }) || pauseAll(),
      ended: (end) => {
        children.delete(run);
        if (pin !== null) nft.shut(pin);
        send({ kind: 'ended', run, ...end });
        if (leaving && children.size === 0) {
          clearTimeout(patience);
          void finish();
        }
      },
    });
    children.set(run, child);
  };

  const pauseAll = (): void => {
    for (const child of children.values()) child.pause();
  };
  const resumeAll = (): void => {
    for (const child of children.values()) child.resume();
  };

  // The server closed the channel or died; both mean that nobody waits for these programs any more.
  const leave = (): void => {
    resumeAll();
    if (leaving) return;
    leaving = true;
    if (children.size === 0) return void finish();
    for (const child of children.values()) child.stop('shutdown', leaveGraceMs);
    patience = setTimeout(() => void finish(), longestLeaveMs);
  };

  channel.on(
    'data',
    createFrameSplitter((body) => obey(decodeToLauncher(body))),
  );
  channel.on('drain', resumeAll);
  channel.on('end', leave);
  channel.on('close', leave);
  channel.on('error', leave);
}

const leaveGraceMs = 300;
const longestLeaveMs = 1_500;
