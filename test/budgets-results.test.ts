import fc from 'fast-check';
import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { CallResult } from '../src/kernel/call-result.ts';
import { fitReply, type Reply } from '../src/mcp/fit-reply.ts';
import { callResultSchema } from '../src/mcp/result-schema.ts';
import { standingOf } from '../src/scope/engagement-standing.ts';
import { anyTime } from '../src/scope/engagement.ts';
import { catalogue } from '../src/tools/catalogue.ts';
import { nmap } from '../src/tools/catalogue/nmap.ts';
import { failed, succeeded, everyFailure } from './a-result.ts';
import { noise } from './noise.ts';
import { planOf, readOutput } from './plan-of.ts';
import { recordedOf } from './recorded.ts';

const replyTo = (result: CallResult): Reply => fitReply(result, '5f00c0ffee5f');

const schemas = new Map(
  catalogue.map(
    ({ name, resultSchema }) => [name, z.fromJSONSchema(callResultSchema(resultSchema))] as const,
  ),
);

/** What is wrong with a reply, in words; empty where nothing is. */
function faults(tool: string, { text, structured }: Reply): readonly string[] {
  const json = JSON.stringify(structured);
  const fits = schemas.get(tool)?.safeParse(JSON.parse(json));
  return [
    ...[text, json].flatMap((form) => [
      ...(form.length > 8000 ? [`${form.length} characters: ${form.slice(0, 200)}`] : []),
      ...(encode(form).length > 1500 ? [`${encode(form).length} tokens: ${form.slice(0, 200)}`] : []),
    ]),
    ...(text.isWellFormed() && json.isWellFormed() ? [] : ['half a character']),
    ...(fits?.success === true ? [] : [`it does not fit its schema: ${fits?.error?.message}`]),
  ];
}

describe.each(catalogue.map((tool) => [tool.name, tool] as const))('a reply of %s', (name, tool) => {
  const samples = recordedOf(tool);

  it('is within budget and its published schema for every recorded output', () => {
    // What starts no program has none; its answers are tested below.
    expect(samples.length > 0).toBe(tool.program.kind !== 'none');
    for (const { stdout, stderr, returncode } of samples) {
      const found = readOutput(tool, stdout, returncode, stderr);
      const result = found.ok
        ? succeeded(name, found.value.summary, found.value.result)
        : failed(found.error, name);
      expect(faults(name, replyTo(result))).toEqual([]);
    }
  });

  it('is within both for every refusal and failure', () => {
    for (const why of everyFailure) expect(faults(name, replyTo(failed(why, name)))).toEqual([]);
  });
});

it('an answer without a program fits the schema of its tool', () => {
  const [scopeCheck] = catalogue.filter(({ program }) => program.kind === 'none');
  if (scopeCheck === undefined) throw new Error('no tool answers by itself');
  const more_targets = Array.from({ length: 32 }, (_, at) => `8.8.${at}.0/24`);
  const plan = planOf(scopeCheck, { ...scopeCheck.example, more_targets });
  const answer = plan.ok ? plan.value.answer?.(standingOf(anyTime, 0)) : undefined;
  if (answer === undefined) throw new Error('no answer');
  const reply = replyTo(succeeded(scopeCheck.name, answer.summary, answer.result));
  expect(faults(scopeCheck.name, reply)).toEqual([]);
  expect(reply.text).toMatch(/shown in part: result\.targets \d+ of 33/);
});

describe('a scan of a whole network', () => {
  const address = (at: number): string => `10.0.${Math.floor(at / 256)}.${at % 256}`;
  const port = {
    port: 443,
    protocol: 'tcp',
    state: 'open',
    service: 'https',
    product: 'nginx',
    version: null,
  };
  const hosts = Array.from({ length: 1024 }, (_, at) => ({
    address: address(at),
    state: 'up',
    reason: 'syn-ack',
    ports: Array.from({ length: at === 0 ? 40 : 2 }, () => port),
    other_ports: [],
  }));
  const reply = replyTo(succeeded(nmap.name, '1024 hosts up, 2086 open ports.', { hosts, partial: false }));

  it('is cut by whole entries, says how many are missing and how to see them, and keeps its totals', () => {
    expect(faults(nmap.name, reply)).toEqual([]);
    const { shortened = [], next } = reply.structured.metadata;
    expect(shortened[0]).toMatchObject({ path: 'result.hosts', of: 1024 });
    expect(shortened[0]?.shown).toBeGreaterThan(8);
    expect(next.join(' ')).toMatch(/fewer hosts/);
    expect(reply.text).toContain(`result.hosts ${shortened[0]?.shown} of 1024`);
    expect(reply.text).toContain('1024 hosts up, 2086 open ports.');
    expect(JSON.stringify(reply.structured)).not.toContain('"version"');
  });

  it('is cut the same way every time, and a small one not at all', () => {
    const few = succeeded(nmap.name, '2 hosts up.', { hosts: hosts.slice(1, 3) });
    expect(replyTo(few)).toEqual(replyTo(few));
    expect(replyTo(few).structured.metadata).not.toHaveProperty('shortened');
    expect(replyTo(few).text).not.toContain('shown in part');
  });

  it('is cut within 100 ms', () => {
    const before = performance.now();
    replyTo(succeeded(nmap.name, 'Many.', { hosts }));
    expect(performance.now() - before).toBeLessThan(100);
  });
});

it('any result comes within the budgets, in both forms', () => {
  fc.assert(
    fc.property(anyResult(), (result) => {
      expect(faults(nmap.name, replyTo(result))).toEqual([]);
    }),
    { numRuns: 100, endOnFailure: true },
  );
});

function anyResult(): fc.Arbitrary<CallResult> {
  const word = fc.oneof(
    fc.lorem({ maxCount: 4 }),
    fc.ipV4(),
    fc.lorem({ maxCount: 3 }).map((words) => `${words.replaceAll(' ', '-')}.lab.internal`),
    fc.base64String({ minLength: 24, maxLength: 100 }),
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.string({ unit: 'grapheme', maxLength: 60 }),
  );
  const long = fc.tuple(word, fc.nat({ max: 400 })).map(([text, times]) => text.repeat(times).slice(0, 9000));
  const text = fc.oneof(
    { weight: 3, arbitrary: word },
    { weight: 1, arbitrary: long },
    { weight: 2, arbitrary: noise },
  );
  const texts = fc.oneof(
    fc.array(text, { maxLength: 8 }),
    fc.array(word, { minLength: 300, maxLength: 400 }),
  );
  const host = fc.record({
    address: text,
    names: texts,
    ports: fc.array(fc.record({ port: fc.nat(), scripts: texts })),
  });
  const found = fc.oneof(
    fc.constant(null),
    fc.record({ hosts: fc.array(host, { maxLength: 40 }), partial: fc.boolean(), scan: text }),
    fc.dictionary(word, fc.boolean(), { maxKeys: 200 }).map((others) => ({ totals: others })),
  );
  const metadata = fc.record({
    target: text,
    pinned: texts,
    argv: texts,
    notes: texts,
    next: texts,
    untrusted_fields: texts,
  });
  const printed = fc.option(fc.record({ stdout: text, stderr: text }));
  const why = fc.option(
    fc.record({ failure: fc.constantFrom(...everyFailure), message: text, field: text, next: texts }),
  );
  return fc.record({ found, metadata, printed, why, summary: text }).map((given) => {
    const base =
      given.why === null
        ? succeeded('nmap', given.summary, given.found)
        : { ...failed({ ...given.why.failure, ...given.why }), result: given.found };
    return { ...base, metadata: { ...base.metadata, ...given.metadata, untrusted_output: given.printed } };
  });
}
