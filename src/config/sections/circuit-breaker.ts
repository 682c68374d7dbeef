import * as z from 'zod';
import { failureKinds, ownFailureKinds } from '../../kernel/failure-kinds.ts';
import { wholeNumber } from '../leaf.ts';

const modes = z.enum(['enforce', 'observe', 'off']);
const kinds = z.array(z.enum(failureKinds));
const kindsForm = `a list of ${failureKinds.join(', ')}`;

/** When a tool that keeps failing is left alone, and for how long. */
export const circuitBreakerSection = z
  .strictObject({
    mode: modes
      .default('enforce')
      .describe(
        'Whether an open breaker refuses calls (`enforce`), lets them through and only tells what it would have refused (`observe`), or nothing is judged (`off`).',
      ),
    failure_threshold: wholeNumber(
      { min: 1, max: 1000 },
      5,
      'Failures in a row that open the breaker of a tool.',
    ),
    failure_rate_threshold: wholeNumber(
      { min: 0, max: 100 },
      50,
      'Failures of a hundred calls that open it as well, percent; 0 for no such rule.',
    ),
    failure_rate_calls: wholeNumber(
      { min: 1, max: 100 },
      20,
      'How many of the latest calls that rule looks at.',
    ),
    failure_rate_minimum_calls: wholeNumber(
      { min: 1, max: 100 },
      10,
      'Fewer calls than this show no rate; never more than `circuit_breaker.failure_rate_calls`.',
    ),
    failure_rate_window: wholeNumber(
      { min: 1, max: 86_400 },
      600,
      'Calls that ended longer ago say nothing about the rate, seconds.',
    ),
    recovery_timeout: wholeNumber(
      { min: 1, max: 86_400 },
      60,
      'How long an open breaker refuses calls before it lets a trial call through, seconds; twice as long after each trial that failed, up to 15 minutes.',
    ),
    half_open_success_threshold: wholeNumber(
      { min: 1, max: 100 },
      1,
      'Trial calls that must succeed before the breaker closes, and how many of them run at once.',
    ),
    failure_kinds: kinds
      .default([...ownFailureKinds])
      .describe(
        'What counts as a failure: a program that could not be started, its sandbox, a signal that bailiwick did not send, an exit code that means a broken program, output that cannot be read, any other exit code that is no result, or its deadline.',
      )
      .meta({ form: kindsForm }),
    target_timeout_threshold: wholeNumber(
      { min: 0, max: 100 },
      0,
      'Deadlines in a row at one address that open a breaker for that tool and address alone; 0 for no such breaker.',
    ),
  })
  .prefault({})
  .describe('When a tool that keeps failing is left alone, and for how long.');

/** The same for one tool: what is absent is as for every tool. */
export const circuitBreakerOfTool = z
  .strictObject({
    mode: modes.optional().describe('What `circuit_breaker.mode` is for this tool.'),
    failure_threshold: z
      .int()
      .min(1)
      .max(1000)
      .optional()
      .describe('What `circuit_breaker.failure_threshold` is for this tool.'),
    recovery_timeout: z
      .int()
      .min(1)
      .max(86_400)
      .optional()
      .describe('What `circuit_breaker.recovery_timeout` is for this tool, seconds.'),
    half_open_success_threshold: z
      .int()
      .min(1)
      .max(100)
      .optional()
      .describe('What `circuit_breaker.half_open_success_threshold` is for this tool.'),
    failure_kinds: kinds
      .optional()
      .describe('What `circuit_breaker.failure_kinds` is for this tool.')
      .meta({ form: kindsForm }),
  })
  .optional()
  .describe('What the breaker of this tool does otherwise.');
