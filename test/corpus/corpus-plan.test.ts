import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { z } from 'zod';
import { catalogue } from '../../src/tools/catalogue.ts';
import { createSandbox } from '../command-line.ts';
import { benignCalls, hostileCalls } from './read-corpus.ts';
import { corpusAnswers, corpusConfig, corpusWordLists } from './scope.ts';

const sandbox = createSandbox();
afterAll(() => sandbox.remove());
const decision = z.object({
  id: z.string(),
  decision: z.enum(['accept', 'refuse']),
  code: z.string().nullable(),
});

it('plan --jsonl decides the whole corpus, and no program is started for it', async () => {
  const started = join(sandbox.folder, 'started');
  const stubs = catalogue.map(({ program }) => sandbox.stub(program.name, `echo "$0 $*" >> '${started}'`));
  const lists = join(sandbox.folder, 'word-lists');
  for (const [name, lines] of Object.entries(corpusWordLists)) {
    mkdirSync(dirname(join(lists, name)), { recursive: true });
    writeFileSync(join(lists, name), 'word\n'.repeat(lines));
  }
  // This machine has other addresses of its own than the scanner of the corpus.
  const config = corpusConfig.replace('deny: [', 'deny: [10.77.0.1, fd77::1, 10.77.0.0, 10.77.0.255, ');
  writeFileSync(sandbox.config, config.replace(/word_list_folders: .*/, `word_list_folders: [${lists}]`));

  const calls = [
    ...hostileCalls().map((call) => ({ ...call, id: `refuse ${call.id}` })),
    ...benignCalls().map((call) => ({ ...call, id: `accept ${call.id}`, code: null })),
  ];
  const input = calls.map(({ id, tool, arguments: given, resolve = {} }) =>
    JSON.stringify({ id, tool, arguments: given, resolve: { ...corpusAnswers, ...resolve } }),
  );
  const { code, stdout, stderr } = await sandbox.run(
    ['plan', '--jsonl', '--config', sandbox.config, '--set', `tool.search_path=${stubs[0] ?? ''}`],
    { input: input.join('\n') },
  );
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const decided = stdout
    .trim()
    .split('\n')
    .map((line) => decision.parse(JSON.parse(line)));
  expect(decided.map(({ id }) => id)).toEqual(calls.map(({ id }) => id));
  const wrong = decided.filter((one, at) => !one.id.startsWith(one.decision) || one.code !== calls[at]?.code);
  expect(wrong).toEqual([]);
  expect(existsSync(started)).toBe(false);
});
