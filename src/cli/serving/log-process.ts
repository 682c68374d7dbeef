import type { Logger } from '../../host/logger.ts';
import { exitCodeOf } from '../../kernel/failure.ts';

/**
 * Puts what the runtime has to say into the log: Node would print warnings and the trace of a bug as plain text, with whatever they
 * hold. A bug that nobody has caught still ends the process, for its state is not known any more; whoever supervises it starts it
 * again.
 */
export function logProcess(logger: Pick<Logger, 'log' | 'close'>): void {
  // What prints them is a listener too.
  process.removeAllListeners('warning');
  process.on('warning', ({ name, message }) => {
    logger.log('warn', 'process.warning', { name, message });
  });
  process.once('uncaughtException', (thrown) => {
    logger.log('fatal', 'server.crash', { trace: thrown });
    void logger.close().then(() => process.exit(exitCodeOf('internal')));
  });
}
