import type { CallToolResult } from '@modelcontextprotocol/server';
import fc from 'fast-check';
import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { expect, it } from 'vitest';
import { briefDiffJson } from '../src/inventory/brief-diff-json.ts';
import type { Comparison } from '../src/inventory/change.ts';
import { diff } from '../src/inventory/diff.ts';
import { host, looked, sighting } from '../src/inventory/fixtures/sightings.ts';
import { merge } from '../src/inventory/merge.ts';
import { renderDiff } from '../src/inventory/render-diff.ts';
import type { Sighting } from '../src/inventory/sighting.ts';
import { diffReply, diffTokens } from '../src/mcp/run-tools/diff-reply.ts';
import { hostsReply } from '../src/mcp/run-tools/hosts-reply.ts';
import { noise } from './noise.ts';

const ids = ['r-lusab-babad-gutih', 'r-fovur-gakab-tivok'] as const;

/** A run that saw these texts on as many hosts, each with as many ports. */
const runOf = (run: string, at: number, texts: readonly string[], ports: number): Sighting =>
  sighting({
    run,
    at,
    asked: ['10.0.0.0/20'],
    areas: [looked('10.0.0.0/20', 1, 65_535)],
    hosts: texts.map((text, index) => ({
      ...host(
        `10.0.${index >> 8}.${index & 255}`,
        ...Array.from({ length: ports }, (_, port) => ({
          port: 1 + port * 3,
          service: text,
          identified: { by: 'nmap', service: text, product: text, version: text.slice(7) },
        })),
      ),
      names: [text, 'db.lab.internal'],
      os: text,
    })),
  });

/** What is wrong with a reply, in words; empty where nothing is. */
const faults = ({ content, structuredContent }: CallToolResult): readonly string[] =>
  [...content.map((part) => ('text' in part ? part.text : '')), JSON.stringify(structuredContent)].flatMap(
    (form) => [
      ...(form.length > 8000 ? [`${form.length} characters: ${form.slice(0, 200)}`] : []),
      ...(encode(form).length > 1500 ? [`${encode(form).length} tokens: ${form.slice(0, 200)}`] : []),
      ...(form.isWellFormed() ? [] : ['half a character']),
    ],
  );

const compared = (comparison: Comparison) => ({
  text: renderDiff(comparison, 'text', diffTokens),
  document: briefDiffJson(comparison, diffTokens),
});

const texts = fc.array(noise, { minLength: 1, maxLength: 60 });
const ports = fc.constantFrom(1, 3, 40);

it('what has changed is told within the budget of a reply, whatever targets say', () => {
  fc.assert(
    fc.property(texts, texts, ports, ports, (before, after, some, others) => {
      const changes = diff(runOf(ids[0], 1, before, some), runOf(ids[1], 2, after, others));
      expect(faults(diffReply(compared(changes)))).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

it('what is known of hosts is told within the budget of a reply, whatever targets say', () => {
  fc.assert(
    fc.property(texts, ports, (said, some) => {
      const { hosts } = merge([runOf(ids[0], 1, said, some)]);
      const known = { hosts, total: hosts.length + 3, ports_left_out: 0, runs: 1, unreadable: 0 };
      expect(faults(hostsReply(known))).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

it('of ordinary hosts a dozen are told in either form, and of one host every port', () => {
  const said = Array.from({ length: 30 }, () => 'nginx 1.18.0');
  const { hosts } = merge([runOf(ids[0], 1, said, 2)]);
  const many = hostsReply({ hosts, total: 30, ports_left_out: 0, runs: 1, unreadable: 0 });
  expect(JSON.stringify(many.structuredContent).match(/"open":/g)?.length).toBeGreaterThanOrEqual(12);
  const [{ text } = { text: '' }] = many.content.flatMap((part) => ('text' in part ? [part] : []));
  expect(text.match(/^10\.0\.0\.\d+ +up +1\/tcp 4\/tcp/gm)?.length).toBeGreaterThanOrEqual(12);
  const alone = merge([runOf(ids[0], 1, ['ssh'], 6)]);
  const one = hostsReply({ ...alone, total: 1, ports_left_out: 0, runs: 1, unreadable: 0 });
  expect(one.structuredContent).toMatchObject({
    result: {
      hosts: [{ address: '10.0.0.0' }],
      ports: Array.from({ length: 6 }, () => ({ service: 'ssh' })),
    },
    metadata: { next: [] },
  });
});
