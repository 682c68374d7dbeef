import { operatorWord } from '../../argv/operator-word.ts';
import { defineTool } from '../define-tool.ts';
import type { IntrusiveUse, RawUse } from '../tool-spec.ts';
import type { NamedFile, Probe, Program, Tool, ToolLimits } from '../tool.ts';
import { isOwnProgram } from './check-definition.ts';
import { compileArgs, fixedWordsOf } from './compile-args.ts';
import { compileGrammar } from './compile-grammar.ts';
import { paramsOf } from './compile-params.ts';
import type { Definition } from './format.ts';
import {
  endpointsIn,
  filesIn,
  portsIn,
  rateIn,
  secretFilesIn,
  secretsIn,
  secretVariables,
  type Values,
} from './input-uses.ts';
import { compileOutput, isSilent, summariseOutput } from './output/compile-output.ts';
import { LinearRegExp } from './pattern/linear-reg-exp.ts';
import { readPattern } from './pattern/pattern.ts';

/** Makes a tool of a definition that was checked: the same `Tool` as a built-in one, by the same `defineTool`. */
export function compileDefinition(definition: Definition): Tool {
  const { name, title, description, annotations, identity, raw_probe: rawProbe } = definition;
  const grammar = compileGrammar(definition);
  if (!grammar.ok) throw new Error(`the flags of ${name} were not checked`);
  const argv = compileArgs(definition);
  const { result, parse, untrusted } = compileOutput(definition.output);
  const variables = secretVariables(definition);
  const intrusive = intrusiveOf(definition);
  return defineTool({
    name,
    title,
    description,
    program: programOf(definition),
    ...(identity === undefined ? {} : { identity: probeOf(identity) }),
    ...(rawProbe === undefined ? {} : { raw: rawUse(probeOf(rawProbe)) }),
    ...(definition.profile === 'offline' ? { offline: true } : {}),
    ...(intrusive === null ? {} : { intrusive }),
    limits: limitsOf(definition),
    annotations: {
      readOnlyHint: annotations.read_only,
      destructiveHint: annotations.destructive,
      idempotentHint: annotations.idempotent,
      openWorldHint: annotations.open_world,
    },
    targetIs: definition.parameters['target']?.description ?? '',
    params: paramsOf(definition),
    targets: (input) => endpointsIn(definition, input),
    ports: (input) => portsIn(definition, input),
    rate: (input) => rateIn(definition, input),
    files: (input) => filesIn(definition, input),
    requests: (_input, files) =>
      Math.max(definition.limits.probes_per_host, ...files.map(({ lines }) => lines)),
    secrets: (input) => secretsIn(definition, input),
    ...(variables.length === 0
      ? {}
      : { privateFiles: { env: variables, write: (input: Values) => secretFilesIn(definition, input) } }),
    argv: (input, targets, extra, given) => {
      const files = filesIn(definition, input).map(
        ({ field }, index) => [field, fileAt(given.files, index)] as const,
      );
      return argv({
        input,
        targets: new Map(targets.map((target) => [target.field, target])),
        files: new Map(files),
        extra,
      });
    },
    fixedWords: fixedWordsOf(definition),
    ...(definition.extra_args === undefined ? {} : { extraArgs: grammar.value }),
    exitCodes: definition.exit_codes,
    result,
    parse,
    summarise: summariseOutput,
    isSilent,
    untrusted,
    example: definition.example,
  });
}

const programOf = (definition: Definition): string | Program =>
  isOwnProgram(definition)
    ? { kind: 'own', name: definition.program, sha256: definition.sha256 ?? null }
    : definition.program;

function probeOf({ args, expects }: NonNullable<Definition['identity']>): Probe {
  const read = readPattern(expects);
  if (!read.ok) throw new Error('the pattern of a probe was not checked');
  return { argv: args.map(operatorWord), expects: new LinearRegExp(read.value) };
}

const rawUse = (probe: Probe): RawUse<unknown> => ({
  probe,
  needed: 'always',
  instead: 'Ask the operator for raw sockets, or use a tool that needs none.',
  says: { works: 'It uses raw sockets.', fails: 'It needs raw sockets, which do not work here.' },
  hides: {},
});

function intrusiveOf({ intrusive }: Definition): IntrusiveUse<Values> | null {
  if (intrusive === undefined) return null;
  const { parameter: field, classes } = intrusive;
  return {
    field,
    classes: Object.fromEntries(Object.entries(classes)),
    used: (input) => {
      const value: unknown = input[field];
      const values: readonly unknown[] = Array.isArray(value) ? value : [value];
      return values.filter((one) => typeof one === 'string');
    },
  };
}

const limitsOf = ({ limits }: Definition): ToolLimits => ({
  stdoutBytes: limits.stdout_bytes,
  ...(limits.timeout_sec === undefined ? {} : { timeoutSec: limits.timeout_sec }),
  ...(limits.concurrency === undefined ? {} : { concurrency: limits.concurrency }),
  ...(limits.stderr_bytes === undefined ? {} : { stderrBytes: limits.stderr_bytes }),
});

function fileAt(files: readonly NamedFile[], index: number): NamedFile {
  const file = files[index];
  if (file === undefined) throw new Error('a file was left out');
  return file;
}
