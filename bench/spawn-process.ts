// The process of `subjects/bare-spawn.ts`: it loads as little as it can and times itself.
import { latenciesOf, rateOf } from './harness/load.ts';
import { spawnOnce } from './harness/spawn-once.ts';

const [program = '', ...argv] = process.argv.slice(2);
const runOnce = (): Promise<void> => spawnOnce(program, argv);

process.on('message', (message) => void answer(message));

async function answer(message: unknown): Promise<void> {
  if (typeof message !== 'object' || message === null || !('order' in message) || !('count' in message))
    return;
  const count = Number(message.count);
  process.send?.(
    message.order === 'sequential' ? await latenciesOf(count, runOnce) : await rateOf(count, runOnce),
  );
}
