import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll } from 'vitest';
import type { Sandbox } from './command-line.ts';

/** A bailiwick that serves HTTP in a process of its own. */
export interface Serving {
  readonly url: string;
  readonly pid: number;
  readonly signal: (signal: NodeJS.Signals) => void;
  /** The exit code, once it has ended. */
  readonly ended: Promise<number | null>;
  /** Ends it where it still runs, by force after five seconds. */
  readonly stop: () => Promise<void>;
}

const launcher = fileURLToPath(new URL('../bin/bailiwick.js', import.meta.url));

/** The words that start a server with a sandbox's configuration. */
export const serveWords = (sandbox: Sandbox, ...more: readonly string[]): string[] => [
  launcher,
  'serve',
  '--config',
  sandbox.config,
  ...more,
];

/** Serves for all the tests of a file, and removes server and sandbox after the last; the server is there once they run. */
export function serveThroughout(sandbox: Sandbox): () => Serving {
  let serving: Serving | null = null;
  beforeAll(async () => {
    serving = await startServing(sandbox);
  });
  afterAll(async () => {
    await serving?.stop();
    sandbox.remove();
  });
  return () => {
    if (serving === null) throw new Error('The server is there only while the tests run.');
    return serving;
  };
}

/** Starts `serve --http` on a free port of 127.0.0.1 and waits until it says where it listens. */
export async function startServing(sandbox: Sandbox, ...more: readonly string[]): Promise<Serving> {
  const words = serveWords(sandbox, '--http', '--port', '0', ...more);
  const child = spawn(process.execPath, words, {
    env: { ...sandbox.env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', resolve);
  });
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), 5_000);
    await ended;
    clearTimeout(timer);
  };
  let said = '';
  const url = await new Promise<string>((resolve, reject) => {
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const found = /http:\/\/127\.0\.0\.1:[1-9]\d*/.exec(said);
      if (found !== null) resolve(found[0]);
    });
    child.once('close', (code) => {
      reject(new Error(`the server ended with ${code}: ${said}`));
    });
    const tooLong = (): void => reject(new Error(`the server does not say where it listens: ${said}`));
    setTimeout(tooLong, 20_000).unref();
  }).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return {
    url,
    pid: child.pid ?? 0,
    signal: (signal) => {
      child.kill(signal);
    },
    ended,
    stop,
  };
}
