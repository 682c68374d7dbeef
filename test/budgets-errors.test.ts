import fc from 'fast-check';
import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { describe, expect, it } from 'vitest';
import type { CallResult } from '../src/kernel/call-result.ts';
import { errorTable } from '../src/kernel/error-table.ts';
import { failure, type Failure } from '../src/kernel/failure.ts';
import { quote } from '../src/kernel/quote.ts';
import { fitReply, type Reply } from '../src/mcp/fit-reply.ts';
import { sampleScope } from '../src/scope/fixtures/sample-scope.ts';
import { catalogue } from '../src/tools/catalogue.ts';
import { everyFailure, failed } from './a-result.ts';
import { createCorpusPlanner } from './corpus/corpus-planner.ts';
import { hostileCalls } from './corpus/read-corpus.ts';
import { noise } from './noise.ts';
import { planOf, policy } from './plan-of.ts';

const replyTo = (result: CallResult): Reply => fitReply(result, '5f00c0ffee5f');

/** What is wrong with an error as a model reads it, in words; empty where nothing is. */
function faults(result: CallResult): readonly string[] {
  const { text, structured } = replyTo(result);
  const { error } = structured;
  if (error === null) return ['there is no error'];
  const said = JSON.stringify(error.message).slice(1, -1);
  const isLasting =
    !error.retryable && (result.status === 'refused' || errorTable[error.code].retry === 'never');
  return [
    ...(encode(text).length > 200 ? [`${encode(text).length} tokens: ${text}`] : []),
    ...(text.length > 1200 ? [`${text.length} characters: ${text}`] : []),
    ...(text.includes(error.code) && text.includes(error.message) ? [] : [`it lacks ${said}: ${text}`]),
    ...error.next
      .filter((way) => !text.includes(way.replace(/\.$/, '')))
      .map((way) => `it lacks the way out ${way}`),
    ...(result.status !== 'refused' || /nothing was sent/i.test(text)
      ? []
      : [`it leaves open what was sent: ${text}`]),
    ...(!isLasting || /always be refused|Refused while/.test(text)
      ? []
      : [`it invites to try again: ${text}`]),
    ...(isLasting || !text.includes('always be refused') ? [] : [`it gives up too early: ${text}`]),
  ];
}

function refusalOf(name: string, input: unknown, given = policy): Failure {
  const tool = catalogue.find((one) => one.name === name);
  if (tool === undefined) throw new Error(name);
  const plan = planOf(tool, input, given);
  if (plan.ok) throw new Error(`${JSON.stringify(input)} is accepted`);
  return plan.error;
}

describe('an error is at most 200 tokens and 1,200 characters, with all that it says', () => {
  it.each(everyFailure.map((why) => [why.code, why] as const))('for the code %s', (_, why) => {
    expect(faults(failed(why))).toEqual([]);
  });

  it('for every hostile call of the corpus', () => {
    const plan = createCorpusPlanner();
    const slips = hostileCalls().flatMap((call) => {
      const decided = plan(call);
      return decided.ok ? [`${call.id} is accepted`] : faults(failed(decided.error, call.tool));
    });
    expect(slips).toEqual([]);
  });

  const names = Array.from(
    { length: 10 },
    (_, at) => `*.team-${at}.a-department-with-a-long-name.lab.internal`,
  );
  const crowded = { ...policy, scope: sampleScope({ allow: names }) };
  const lan = 'fd12:3456:789a:bcde';
  const dense = {
    ...policy,
    scope: sampleScope({
      allow: ['rfc1918', 'ula', '*.lab.internal'],
      deny: ['10.0.0.9', ...['1234', '4567', '789a', 'bcde'].map((part) => `${lan}:1234:5678:9abc:${part}`)],
      ownAddresses: ['10.0.0.7', '172.17.0.1', `${lan}:1234:5678:9abc:1`],
    }),
  };
  const longName = `${'a-rather-long-label.'.repeat(11)}example.org`;

  it.each([
    ['a name outside a scope of ten entries', refusalOf('dig', { target: longName }, crowded)],
    ['an address outside a scope of ten entries', refusalOf('nmap', { target: '8.8.8.8' }, crowded)],
    ['an address beside a scope of many holes', refusalOf('nmap', { target: '8.8.8.8' }, dense)],
    [
      'a long address in one of the holes',
      refusalOf('nmap', { target: `${lan}:1234:5678:9abc:4567` }, dense),
    ],
    ['a block of long addresses around the holes', refusalOf('nmap', { target: `${lan}::/64` }, dense)],
    ['a flag of a long list', refusalOf('nmap', { target: '10.0.0.5', extra_args: `--${'x'.repeat(900)}` })],
    ['a script of a long list', refusalOf('nmap', { target: '10.0.0.5', scripts: ['http-titel'] })],
    ['an unknown field', refusalOf('http_probe', { target: 'http://10.0.0.5/', ['ü'.repeat(300)]: 1 })],
    [
      'several fields',
      refusalOf('ping', { target: '10.0.0.5', count: 'many', size: -1, ttl: 900, wait_sec: {} }),
    ],
    ['ports without end', refusalOf('port_check', { target: '10.0.0.5', ports: '80,'.repeat(999) })],
    ['characters of elsewhere', refusalOf('nmap', { target: '１２７。０。０。１'.repeat(20) })],
    [
      'a failure of many words',
      failure('tool.failed', 'The program ended before it was asked to. '.repeat(40), {
        field: 'extra_args[12]'.repeat(20),
        next: ['Ask for fewer hosts in one call, and for fewer ports of each. '.repeat(20)],
      }),
    ],
  ])('for %s', (_, why) => {
    expect(faults(failed(why))).toEqual([]);
  });

  it('for whatever a caller wrote into what a message quotes', () => {
    fc.assert(
      fc.property(fc.array(noise, { minLength: 1, maxLength: 3 }), noise, (values, field) => {
        const quoted = values.map(
          (value) => `target is ${quote(value)}; it takes an address or a host name.`,
        );
        const why = failure('input.invalid', quoted.join(' '), { field: field.slice(0, 80) });
        expect(encode(replyTo(failed(why)).text).length).toBeLessThanOrEqual(200);
      }),
      { numRuns: 200 },
    );
  });

  it('and a misspelt argument is answered with the nearest name', () => {
    expect(replyTo(failed(refusalOf('nmap', { target: '10.0.0.5', port: '22' }))).text).toContain(
      'did you mean "ports"?',
    );
  });
});
