import { ProtocolError } from '@modelcontextprotocol/server';
import type { App } from '../app/app.ts';
import type { Operation } from '../host/metrics/metrics.ts';

type Counters = Pick<App, 'request' | 'operation'>;

/** Answers a request, and counts and times it. A result that says that it is an error is a request that went well. */
export async function counted<T extends object>(
  app: Counters,
  method: Operation['method'],
  tool: string | null,
  answer: () => T | Promise<T>,
): Promise<T> {
  const began = performance.now();
  const count = (failed: string | null, errorType = failed): void => {
    app.request(failed);
    app.operation({ method, tool, errorType, seconds: (performance.now() - began) / 1000 });
  };
  try {
    const value = await answer();
    count(null, 'isError' in value && value.isError === true ? 'tool_error' : null);
    return value;
  } catch (error) {
    count(error instanceof ProtocolError ? 'validation_error' : 'unknown');
    throw error;
  }
}
