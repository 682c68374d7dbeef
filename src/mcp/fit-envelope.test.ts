import { expect, it } from 'vitest';
import { failure } from '../kernel/failure.ts';
import { correlationIdOf, newRunId } from '../kernel/ids.ts';
import { buildResult } from '../pipeline/build-result.ts';
import { nmap } from '../tools/catalogue/nmap.ts';
import { fitEnvelope } from './fit-envelope.ts';

const random = (count: number): Uint8Array => new Uint8Array(count).fill(0xd3);
const facts = {
  runId: newRunId(random),
  correlationId: correlationIdOf(undefined, random),
  tool: nmap.name,
  configVersion: 'ab12cd34',
};
const argv = Array.from({ length: 900 }, (_, at) => `10.0.${at % 250}.7`);

it('a long command line says how many words are left out; a plan shows more of it', () => {
  const shown = [false, true].map((dry_run) => {
    const ran = buildResult(facts, 'succeeded', 'Done.', null, { metadata: { argv, dry_run } });
    return fitEnvelope(ran, 100).metadata.argv;
  });
  for (const words of shown) expect(words.at(-1)).toBe(`… ${argv.length - words.length + 1} more`);
  expect(shown[1]?.length).toBeGreaterThan(2 * (shown[0]?.length ?? 0));
});

it('no field that a target chose is left unnamed, whatever the tool', () => {
  const untrusted_fields = [
    'result.hosts[].names[]',
    'result.hosts[].ports[].product',
    'result.hosts[].ports[].version',
    'result.hosts[].ports[].extra',
    'result.hosts[].ports[].cpe[]',
    'result.hosts[].ports[].scripts[].lines[]',
    'result.hosts[].scripts[].lines[]',
    'result.scripts[].lines[]',
    'metadata.untrusted_output.stdout',
    'metadata.untrusted_output.stderr',
  ];
  const ran = buildResult(facts, 'succeeded', 'Done.', null, { metadata: { untrusted_fields } });
  expect(fitEnvelope(ran, 100).metadata.untrusted_fields).toEqual(untrusted_fields);
});

it('a model learns what is kept of a long output, not where, nor a checksum that it cannot use', () => {
  const known = { stream: 'stdout', bytes: 70_000, complete: false } as const;
  const artifacts = [{ ...known, sha256: 'ab'.repeat(32) }];
  const ran = buildResult(facts, 'succeeded', 'Done.', null, { metadata: { artifacts } });
  expect(fitEnvelope(ran, 100).metadata.artifacts).toEqual([known]);
});

it('the way out is said once, and the reason keeps its rule', () => {
  const rule = { text: 'scope.allow = 10.0.0.0/24', at: 'scope.yaml:3:5' };
  const why = failure('scope.outside', `${'Far '.repeat(400)}outside.`, { rule, next: ['Ask a person.'] });
  const { error, metadata } = fitEnvelope(buildResult(facts, 'refused', why.message, why), 100);
  expect(error?.message).toMatch(/^Far .* … .*scope\.yaml:3:5\)\.$/);
  expect([error?.next, error?.recovery_suggestion, metadata.next]).toEqual([
    ['Ask a person.'],
    'Ask a person.',
    [],
  ]);
});
