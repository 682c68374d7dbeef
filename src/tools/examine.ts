import { z } from 'zod';
import { quote } from '../kernel/quote.ts';
import type { Result } from '../kernel/result.ts';
import { estimateTokens } from '../output/estimate-tokens.ts';
import { definitionWords, listBudget } from './definition-words.ts';
import { hostileOutputs, hostileTexts, hostileWords } from './hostile-samples.ts';
import type { Plan, Policy, Tool } from './tool.ts';

/** A rule of every tool that this one breaks. */
export interface Objection {
  /** The part of a definition that it is about. */
  readonly about: 'description' | 'parameters' | 'args' | 'output' | 'example';
  /** A clause without its subject. */
  readonly message: string;
}

/**
 * Tries the rules that every tool keeps, without running anything: unknown fields and hostile targets are refused, argv names
 * the authorised targets alone, no caller begins a word with a hyphen, reading never throws, and the definition is short.
 */
export function examine(tool: Tool, policy: Policy): readonly Objection[] {
  const example = planOf(tool, tool.example, policy);
  if (!example.ok) {
    const { message } = example.error;
    return [
      { about: 'example', message: `is refused, and every tool needs one that is accepted: ${message}` },
    ];
  }
  return [
    ...examineWords(tool),
    ...examineFields(tool, policy),
    ...examineCallers(tool, example.value, policy),
    ...examineReading(tool, example.value),
  ];
}

/** Plans a call as a run would; every name below lab.internal is one address. */
function planOf(tool: Tool, input: unknown, policy: Policy): Result<Plan> {
  const draft = tool.draft(input, policy);
  if (!draft.ok) return draft;
  const { names, deniedNames } = draft.value;
  const answers = new Map<string, readonly string[]>(names.map((name) => [name, ['10.0.0.5']]));
  for (const name of deniedNames) answers.set(name, ['10.99.0.9']);
  return draft.value.plan(answers);
}

function examineWords(tool: Tool): readonly Objection[] {
  const { definitionTokens } = listBudget;
  const offers = [true, false].map((raw) => tool.offer({ raw, classes: [] }));
  const most = Math.max(...offers.map((offer) => estimateTokens(definitionWords(tool, offer))));
  return most <= definitionTokens
    ? []
    : [
        {
          about: 'description',
          message: `and the parameters come to ${most} tokens for a model; ${definitionTokens} is the limit, so say it in fewer words`,
        },
      ];
}

function examineFields(tool: Tool, policy: Policy): readonly Objection[] {
  const strangers = ['targett', 'argv', 'constructor', ''];
  const accepted = strangers.find((name) => planOf(tool, { ...tool.example, [name]: 1 }, policy).ok);
  return accepted === undefined
    ? []
    : [{ about: 'parameters', message: `let the unknown field ${quote(accepted)} through` }];
}

/** Puts what no target may be, what could be an option and what a shell reads into every field: what is accepted must be harmless. */
function examineCallers(tool: Tool, { argv }: Plan, policy: Policy): readonly Objection[] {
  const schema = z.object({ properties: z.record(z.string(), z.unknown()) }).safeParse(tool.inputSchema);
  const fields = Object.keys(schema.data?.properties ?? {}).filter((name) => name !== 'correlation_id');
  const usual = new Set<string>(['-', '--', ...argv]);
  for (const field of fields) {
    for (const text of [...hostileWords, ...hostileTexts]) {
      for (const value of [text, [text]]) {
        const plan = planOf(tool, { ...tool.example, [field]: value }, policy);
        if (!plan.ok && plan.error.code === 'internal')
          return [{ about: 'args', message: `let ${quote(text)} of ${field} into the command line` }];
        if (!plan.ok) continue;
        if (hostileTexts.includes(text) && plan.value.targets.some((target) => target.field === field))
          return [{ about: 'parameters', message: `let ${quote(text)} through as ${field}` }];
        const isHyphened = text.startsWith('-') && field !== 'extra_args' && !usual.has(text);
        if (isHyphened && plan.value.argv.some((word) => word === text))
          return [{ about: 'args', message: `let ${field} begin a word with a hyphen, ${quote(text)}` }];
      }
    }
  }
  return [];
}

function examineReading(tool: Tool, plan: Plan): readonly Objection[] {
  const schema = z.fromJSONSchema({ ...tool.resultSchema });
  for (const stdout of hostileOutputs) {
    const reader = tool.read(plan);
    if (plan.streams) reader.write(new TextEncoder().encode(stdout));
    const found = reader.end({ stdout, stderr: '', truncatedStdout: false, returncode: 0, complete: true });
    if (found.ok && !schema.safeParse(found.value.result).success)
      return [
        { about: 'output', message: `reads ${quote(stdout, 40)} as what the result schema does not allow` },
      ];
  }
  return [];
}
