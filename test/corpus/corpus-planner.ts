import { createPlanner, type Planner } from '../../src/app/planner.ts';
import { loadConfig } from '../../src/config/load.ts';
import { failure } from '../../src/kernel/failure.ts';
import { err, ok, type Result } from '../../src/kernel/result.ts';
import { catalogue } from '../../src/tools/catalogue.ts';
import type { Plan } from '../../src/tools/tool.ts';
import { corpusAnswers, corpusConfig, corpusWordLists } from './scope.ts';

/** A call of the corpus. */
export interface CorpusCall {
  readonly tool: string;
  readonly arguments: unknown;
  readonly resolve?: Readonly<Record<string, readonly string[]>> | undefined;
}

/** Plans calls by the configuration of the corpus, with every tool that ships and answers instead of DNS. */
export function createCorpusPlanner(): (call: CorpusCall) => Result<Plan> {
  const planner = plannerOf();
  return ({ tool, arguments: input, resolve = {} }) =>
    planner.plan(
      tool,
      input,
      (name, of) =>
        own(resolve, name) ?? (of === 'call' ? own(resolve, '*') : null) ?? own(corpusAnswers, name),
    );
}

function plannerOf(): Planner {
  const loaded = loadConfig({ env: {}, flags: [], file: { path: 'corpus.yaml', text: corpusConfig } });
  if (!loaded.ok) throw new Error(loaded.error.map(({ rendered }) => rendered).join('\n'));
  const planner = createPlanner(loaded.value.config, loaded.value.placeOf, catalogue, {
    machine: () =>
      ok({
        ownAddresses: ['10.77.0.1', 'fd77::1'],
        broadcastAddresses: ['10.77.0.0', '10.77.0.255'],
      }),
    readText: () => err('there is no such file'),
    findFile: (kind, name, field) => {
      const lines = kind === 'word_list' ? own(corpusWordLists, name) : null;
      return lines === null
        ? err(failure('input.invalid', `${field} names no ${kind} that is there.`, { field }))
        : ok({
            name,
            path: `/srv/bailiwick-corpus/word-lists/${name}`,
            bytes: lines * 8,
            lines,
            endsNames: false,
          });
    },
  });
  if (!planner.ok) throw new Error(planner.error.map(({ message }) => message).join('\n'));
  return planner.value;
}

const own = <Value>(record: Readonly<Record<string, Value>>, name: string): Value | null =>
  Object.hasOwn(record, name) ? (record[name] ?? null) : null;
