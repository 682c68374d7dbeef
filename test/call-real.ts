import type { CallResult } from '../src/kernel/call-result.ts';
import { ok } from '../src/kernel/result.ts';
import { inForce } from '../src/pipeline/fixtures/in-force.ts';
import { stage } from '../src/pipeline/fixtures/stage.ts';
import type { Pipeline } from '../src/pipeline/pipeline.ts';
import type { DecisionRecord, Executor } from '../src/pipeline/ports.ts';
import { startRun } from '../src/pipeline/start-run.ts';
import { sampleScope } from '../src/scope/fixtures/sample-scope.ts';
import { samplePolicy } from '../src/tools/fixtures/sample-policy.ts';
import type { NamedFile, Policy, Tool } from '../src/tools/tool.ts';
import { pathOf } from './installed.ts';

/** One call by the whole pipeline, with the real program of its tool. */
export interface RealCall {
  readonly tool: Tool;
  readonly input: Readonly<Record<string, unknown>>;
  readonly executor: Executor;
  /** What the resolver says, one question after the other. */
  readonly answers?: readonly (readonly string[])[];
  readonly deny?: readonly string[];
  /** The word list that every name stands for. */
  readonly wordList?: NamedFile;
}

export interface Called {
  readonly result: CallResult;
  readonly decisions: readonly DecisionRecord[];
  /** How many names were asked for. */
  readonly asked: number;
}

/** Runs a call where loopback and the names below lab.internal are the scope. */
export async function callReal({ tool, input, executor, ...given }: RealCall): Promise<Called> {
  const { answers = [], deny = [], wordList } = given;
  const { pipeline, decisions } = stage();
  const scope = sampleScope({ allow: ['loopback', '*.lab.internal'], deny, allowLoopback: true });
  const policy: Policy = {
    ...samplePolicy,
    scope,
    findFile: (...named) => (wordList === undefined ? samplePolicy.findFile(...named) : ok(wordList)),
  };
  let asked = 0;
  const real: Pipeline = {
    ...inForce(pipeline, { policy: () => ok(policy), find: () => ok(tool) }),
    ports: {
      ...pipeline.ports,
      executor,
      programs: {
        identify: async ({ program }) => ok({ path: pathOf(program.name) ?? '', version: null, raw: null }),
      },
      resolver: { resolve: async () => ok(answers[asked++] ?? []) },
    },
  };
  const caller = { channel: 'library', principal: 'local', client: null } as const;
  const result = await startRun(real, { tool: tool.name, input, caller }).result;
  return { result, decisions, asked };
}
