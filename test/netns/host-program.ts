import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Host, Network } from './network.ts';

/** A program of `fixtures/` that runs on a host and answers messages. */
export interface HostProgram {
  readonly ask: (message: unknown) => Promise<unknown>;
  /** Ends it; the promise settles when it has ended. */
  readonly stop: () => Promise<void>;
}

/** Starts a program on a host and waits until it is ready; it throws where it ends before that. */
export async function startOn(
  network: Network,
  host: Host,
  program: string,
  words: readonly string[],
): Promise<HostProgram> {
  const [first, ...rest] = network.on(host);
  const script = fileURLToPath(new URL(`fixtures/${program}.ts`, import.meta.url));
  const child = spawn(first, [...rest, process.execPath, script, ...words], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (said += text));
  const ended = once(child, 'close').then(([code]): never => {
    throw new Error(`${program} on ${host} ended with ${code}: ${said}`);
  });
  // Whoever waits hears of it; at the end nobody does.
  ended.catch(() => undefined);
  const heard = async (): Promise<unknown> => {
    const [message]: unknown[] = await Promise.race([once(child, 'message'), ended]);
    return message;
  };
  await heard();
  let last: Promise<unknown> = Promise.resolve();
  return {
    ask: (message) => {
      const answer = last.then(() => {
        const hearing = heard();
        child.send(JSON.parse(JSON.stringify(message)));
        return hearing;
      });
      last = answer.catch(() => undefined);
      return answer;
    },
    stop: async () => {
      child.kill('SIGKILL');
      await ended.catch(() => undefined);
    },
  };
}
