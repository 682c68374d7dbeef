import { createFrameSplitter } from './launcher/frame-splitter.ts';
import {
  decodeFromLauncher,
  encodeToLauncher,
  type FromLauncher,
  type ToLauncher,
} from './launcher/frames.ts';
import { release } from './launcher/release.ts';
import type { LauncherProcess } from './start-launcher.ts';

/** The server's end of the connection to one launcher. */
export interface LauncherLink {
  readonly send: (frame: ToLauncher) => void;
  /** Whether this process stays alive for the connection: only while it waits for a run. */
  readonly hold: (waiting: boolean) => void;
  /** Kills a launcher that no longer answers; it is then lost as any other that died. */
  readonly kill: () => void;
  /** Ends the connection and waits for the process to leave, `waitMs` at most; then kills it. */
  readonly close: (waitMs: number) => Promise<void>;
}

/** Joins a launcher. `lost` is called once, when the connection is gone for whatever reason, after the last frame. */
export function linkLauncher(
  { channel, exited, kill }: LauncherProcess,
  take: (frame: FromLauncher) => void,
  lost: () => void,
): LauncherLink {
  const lose = (): void => {
    // A launcher that cannot be talked to is of no use, and must not outlive its connection.
    kill();
    lost();
  };
  if (channel === null || channel.closed) {
    setImmediate(lose);
  } else {
    channel.once('close', lose);
    const split = createFrameSplitter((body) => take(decodeFromLauncher(body)));
    channel.on('data', (chunk: Buffer) => {
      split(chunk);
      release(chunk);
    });
    channel.unref();
  }
  return {
    send: (frame) => void (channel?.writable === true && channel.write(encodeToLauncher(frame))),
    kill,
    hold: (waiting) => void (waiting ? channel?.ref() : channel?.unref()),
    close: async (waitMs) => {
      channel?.off('close', lose).end();
      const timer = setTimeout(kill, waitMs);
      await exited;
      clearTimeout(timer);
      channel?.destroy();
    },
  };
}
