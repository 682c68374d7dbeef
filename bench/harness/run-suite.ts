import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { endOf, own } from './owned-processes.ts';
import { suiteReportSchema, type Effort, type SuiteReport } from './report.ts';

const entry = fileURLToPath(new URL('../suite.ts', import.meta.url));

/** No suite takes a tenth of this. */
const longestMs = 15 * 60_000;

/** Runs a suite in a process of its own: the memory of one is not the other's, and a crash costs one suite. */
export async function runSuite(name: string, effort: Effort): Promise<SuiteReport> {
  const child = own(fork(entry, [name, effort], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] }));
  const { promise, resolve, reject } = Promise.withResolvers<SuiteReport>();
  child.once('message', (message) => resolve(suiteReportSchema.parse(message)));
  child.once('error', reject);
  child.once('exit', (code) => reject(new Error(`the suite ${name} ended with ${code} and no report`)));
  const late = setTimeout(() => reject(new Error(`the suite ${name} took too long`)), longestMs);
  try {
    return await promise;
  } finally {
    clearTimeout(late);
    await endOf(child);
  }
}
