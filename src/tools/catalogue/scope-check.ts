import { z } from 'zod';
import { failure } from '../../kernel/failure.ts';
import { err, ok } from '../../kernel/result.ts';
import { decidedWithout } from '../../scope/denied-addresses.ts';
import { hostOrUrl } from '../../scope/endpoint.ts';
import { explainTarget, namesIn } from '../../scope/explain-target.ts';
import { reportTarget } from '../../scope/target-report.ts';
import { barePlan } from '../bare-plan.ts';
import { inputSchemaOf, resultSchemaOf } from '../input-schema.ts';
import { portList } from '../port-list.ts';
import { readInput, type ReadInput } from '../read-input.ts';
import type { Draft, Policy, Program, Tool } from '../tool.ts';
import { answerOf } from './scope-check/answer.ts';
import { scopeCheckResult } from './scope-check/result.ts';

const name = 'scope_check';
const program: Program = { kind: 'none', name };
const description =
  'Says of each target whether tools may touch it: allowed, refused or unresolved, by which rule, where that is written, and the nearest allowed alternative. ' +
  'Use it before a scan or after a refusal, in the place of trying; it cannot change what is allowed, and asking again gives the same answer. ' +
  'It looks host names up in DNS, starts no program and sends nothing to a target, so it answers while the engagement is closed, and says so. ' +
  'What is refused is a row of its result, not an error.';
const params = z.strictObject({
  more_targets: z
    .array(z.string())
    .max(32)
    .optional()
    .describe('Up to 32 more, as ["10.0.0.7", "www.lab.internal"].'),
  ports: portList.optional().describe('Ports to be touched, as 22,80,8000-8100.'),
});
const schema = inputSchemaOf(params, {
  targetIs: 'Address, CIDR, range, host name or URL.',
  takesExtraArgs: false,
});
const example = { target: '10.0.0.5' };

/**
 * Explains what the scope decides about targets. It is no `defineTool`: that refuses a target where this one has to say why, and
 * nothing here can reach a command line, since its plans authorise nothing.
 */
export const scopeCheck: Tool = Object.freeze({
  name,
  title: 'Scope check',
  description,
  program,
  identity: null,
  rawProbe: null,
  needsRaw: false,
  limits: {},
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  exitCodes: { ok: [0], broken: [] },
  inputSchema: schema.document,
  resultSchema: resultSchemaOf(scopeCheckResult),
  extraArgs: [],
  flagMeanings: [],
  example,
  offer: () => ({ description, inputSchema: schema.document }),
  draft: (given, policy) => {
    const read = readInput({ params, schema, grammar: {}, example }, given, policy.maxArgsLength);
    return read.ok ? ok(draftOf(read.value, policy)) : read;
  },
  read: () => ({
    write: () => null,
    end: () => err(failure('internal', `${name} starts nothing, so there is nothing to read.`)),
  }),
  sightings: () => null,
} satisfies Tool);

function draftOf({ common, input, notes }: ReadInput<typeof params>, { scope }: Policy): Draft {
  const endpoints = [input.target, ...(input.more_targets ?? [])].map((text) => hostOrUrl(text));
  return {
    tool: name,
    target: input.target.slice(0, 512),
    names: namesIn(scope, endpoints),
    deniedNames: scope.deniedNames,
    lenient: true,
    dryRun: common.dry_run ?? false,
    correlationId: common.correlation_id,
    trail: null,
    plan: (answers) => {
      const without = decidedWithout(scope, answers);
      const reports = endpoints.map((endpoint) =>
        reportTarget(endpoint.text, explainTarget(scope, endpoint, answers, input.ports ?? null)),
      );
      return ok({
        ...barePlan,
        tool: name,
        program,
        answer: (standing) => answerOf(reports, standing),
        notes: [...notes, ...(without === null ? [] : [without])],
      });
    },
  };
}
