import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import * as z from 'zod';
import { createSandbox } from './command-line.ts';
import { runProgram } from './run-program.ts';
import { serveThroughout } from './serving.ts';

// The scenarios of the official suite that need no tools, prompts or resources of the suite's own.
const scenarios = [
  'server-initialize',
  'server-session-lifecycle',
  'server-stateless',
  'server-sse-multiple-streams',
  'logging-set-level',
  'ping',
  'tools-list',
  'resources-list',
  'prompts-list',
  'dns-rebinding-protection',
  'caching',
  'http-header-validation',
  'sep-2164-resource-not-found',
  'input-required-result-missing-input-response',
  'input-required-result-unsupported-methods',
  'input-required-result-ignore-extra-params',
  'input-required-result-validate-input',
];

const suite = fileURLToPath(
  new URL('../node_modules/@modelcontextprotocol/conformance/dist/index.js', import.meta.url),
);
const sandbox = createSandbox('auto');
const serving = serveThroughout(sandbox);

const checksSchema = z.array(
  z.object({ id: z.string(), status: z.string(), errorMessage: z.string().optional() }),
);

it.concurrent.each(scenarios)('conforms to %s', async (scenario) => {
  const folder = join(sandbox.folder, scenario);
  mkdirSync(folder);
  const words = ['server', '--url', `${serving().url}/mcp`, '--scenario', scenario, '-o', folder];
  const printed = await runProgram(suite, words, folder);
  const [results] = readdirSync(folder);
  expect(results, printed.stdout + printed.stderr).toBeDefined();
  const checks = checksSchema.parse(
    JSON.parse(readFileSync(join(folder, results ?? '', 'checks.json'), 'utf8')),
  );
  expect(checks.filter(({ status }) => status === 'SUCCESS')).not.toEqual([]);
  // Some checks ask for a tool of the suite's own, which a real product does not have: the suite says so itself.
  const failed = checks.filter(({ status }) => status === 'FAILURE');
  expect(failed.filter(({ errorMessage = '' }) => !errorMessage.startsWith('Not testable'))).toEqual([]);
});
