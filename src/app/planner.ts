import type { Config } from '../config/schema.ts';
import { watchFailures } from '../config/watch-rule.ts';
import { failure, type Failure } from '../kernel/failure.ts';
import { nearest } from '../kernel/nearest.ts';
import { quote } from '../kernel/quote.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { CompiledEngagement } from '../scope/engagement.ts';
import type { Scope } from '../scope/scope.ts';
import type { Plan, Policy, Tool } from '../tools/tool.ts';
import { checkSignature, type SignatureState } from './check-signature.ts';
import { compileRules } from './compile-rules.ts';
import { inStep } from './in-step.ts';
import type { Age, Place } from './place.ts';
import { switchedOff, type SwitchedOff } from './tool-selection.ts';

/** The pure half of bailiwick: what may be called, and what would be run. It starts nothing and asks nobody. */
export interface Planner {
  /** As it is at the start: the addresses of the machine in it may change, and `policy` follows them. */
  readonly scope: Scope;
  readonly engagement: CompiledEngagement;
  readonly signature: SignatureState;
  /** What a call is judged by; the same object for as long as nothing has changed. */
  readonly policy: (age: Age) => Result<Policy>;
  readonly intrusive: Policy['intrusive'];
  /** Every tool of the catalogue, in catalogue order. */
  readonly catalogue: readonly Tool[];
  readonly isEnabled: (tool: Tool) => boolean;
  /** The tool of that name where the operator has it switched on. */
  readonly find: (name: string) => Result<Tool>;
  /**
   * The decision about a call, with answers given instead of asked. It is the same at any time: whether the engagement is open
   * is asked when the call is made, not when it is planned.
   */
  readonly plan: (tool: string, input: unknown, answers: GivenAnswers) => Result<Plan>;
}

/**
 * The addresses of a name, or null where nothing is given. `denied` is a name that the scope denies: without its addresses the
 * call is decided without them, and a note of the plan says so.
 */
export type GivenAnswers = (name: string, of: 'call' | 'denied') => readonly string[] | null;

/**
 * Compiles the policy of a configuration; every error of its scope and its engagement is reported at once. Where they are to be
 * signed and are not, there is no planner, and so nothing that could be called.
 */
export function createPlanner(
  config: Config,
  placeOf: (path: string) => string,
  catalogue: readonly Tool[],
  place: Place,
): Result<Planner, readonly Failure[]> {
  const intrusive = intrusiveOf(config, placeOf);
  const current = inStep(
    place.machine,
    (machine) => {
      const rules = compileRules(config, placeOf, machine);
      if (!rules.ok) return rules;
      return ok({ ...rules.value, policy: policyOf(config, rules.value.scope, place, intrusive) });
    },
    placeOf,
  );
  const atStart = current('now');
  const watches = watchFailures(
    config,
    placeOf,
    catalogue.map(({ name }) => name),
  );
  if (!atStart.ok) return err([...atStart.error, ...watches]);
  if (watches.length > 0) return err(watches);
  const signature = checkSignature(config, placeOf, place.readText);
  if (!signature.ok) return err([signature.error]);
  const { scope, engagement } = atStart.value;
  const policy = (age: Age): Result<Policy> => {
    const now = current(age);
    return now.ok ? ok(now.value.policy) : err(firstOf(now.error));
  };
  const offBy = ({ name }: Tool): SwitchedOff | null =>
    switchedOff(name, {
      include: config.tool.include_patterns,
      exclude: config.tool.exclude_patterns,
      enabled: (tool) => config.tools[tool]?.enabled,
    });
  const isEnabled = (tool: Tool): boolean => offBy(tool) === null;
  const find = (name: string): Result<Tool> => {
    const tool = catalogue.find((candidate) => candidate.name === name);
    if (tool === undefined) return err(unknownTool(name, catalogue.filter(isEnabled)));
    const off = offBy(tool);
    return off === null ? ok(tool) : err(disabledTool(name, off, placeOf(off.path)));
  };
  return ok({
    scope,
    engagement,
    signature: signature.value,
    policy,
    intrusive,
    catalogue,
    isEnabled,
    find,
    plan: (name, input, answers) => {
      const tool = find(name);
      if (!tool.ok) return tool;
      const now = policy('recent');
      if (!now.ok) return now;
      const draft = tool.value.draft(input, now.value);
      if (!draft.ok) return draft;
      const given = (names: readonly string[], of: 'call' | 'denied') =>
        names.flatMap((asked) => {
          const found = answers(asked, of);
          return found === null ? [] : [[asked, found] as const];
        });
      const { names, deniedNames } = draft.value;
      return draft.value.plan(new Map([...given(names, 'call'), ...given(deniedNames, 'denied')]));
    },
  });
}

const policyOf = (
  config: Config,
  scope: Scope,
  { findFile }: Place,
  intrusive: Policy['intrusive'],
): Policy => ({
  scope,
  findFile,
  intrusive,
  maxArgsLength: config.security.max_args_length,
  defaultTimeoutSec: config.tool.default_timeout,
  maxTimeoutSec: config.security.timeout_seconds,
  toolTimeoutSec: (tool) => config.tools[tool]?.timeout_sec ?? null,
  sliceAddresses: config.limits.slice_addresses,
});

const intrusiveOf =
  (config: Config, placeOf: (path: string) => string): Policy['intrusive'] =>
  (tool) => {
    const classes = config.tools[tool]?.intrusive ?? [];
    const path = `tools.${tool}.intrusive`;
    return { classes, rule: { text: `${path} = ${classes.join(', ') || 'none'}`, at: placeOf(path) } };
  };

function firstOf(failures: readonly Failure[]): Failure {
  const [first] = failures;
  if (first === undefined) throw new Error('a policy was refused without a reason');
  return first;
}

const disabledTool = (name: string, { path, value }: SwitchedOff, at: string): Failure =>
  failure('tool.disabled', `${name} is switched off by the operator.`, {
    field: 'tool',
    rule: { text: `${path.replace(/\[\d+\]$/, '')} = ${value}`, at },
  });

function unknownTool(name: string, enabled: readonly Tool[]): Failure {
  const names = enabled.map((tool) => tool.name);
  const near = nearest(name, names);
  return failure('input.invalid', `There is no tool ${quote(name)}.`, {
    field: 'tool',
    next: [near === null ? `Tools: ${names.join(', ')}.` : `Did you mean ${quote(near)}?`],
  });
}
