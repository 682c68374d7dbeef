import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { planOf } from '../../../../test/plan-of.ts';
import { nmap } from '../nmap.ts';
import { intrusiveScripts } from './scripts.ts';

const offerOf = (raw: boolean, classes: readonly string[] = []) => nmap.offer({ raw, classes });
const propertiesOf = (raw: boolean, classes: readonly string[] = []) =>
  z
    .record(
      z.string(),
      z.looseObject({
        enum: z.array(z.string()).optional(),
        items: z.looseObject({ enum: z.array(z.string()).optional() }).optional(),
      }),
    )
    .parse(offerOf(raw, classes).inputSchema['properties']);

test.each([true, false])('a definition costs a model at most 400 tokens, raw sockets: %s', (raw) => {
  const { name, title, annotations } = nmap;
  expect(encode(JSON.stringify({ name, title, ...offerOf(raw), annotations })).length).toBeLessThanOrEqual(
    400,
  );
});

describe('what is offered is what works', () => {
  test('scans that need raw sockets are offered only where those were seen to work', () => {
    expect(propertiesOf(true)['scan']?.enum).toEqual(['connect', 'syn', 'udp', 'ack', 'list', 'ping']);
    expect(propertiesOf(false)['scan']?.enum).toEqual(['connect', 'list', 'ping']);
    expect(Object.keys(propertiesOf(true))).toContain('os_detection');
    expect(Object.keys(propertiesOf(false))).not.toContain('os_detection');
    expect(offerOf(false).description).toMatch(/Raw sockets do not work here: TCP connect only\.$/);
  });

  test('a class is offered by its word where it is switched on, and its scripts by no list', () => {
    const scripts = (...classes: readonly string[]) =>
      propertiesOf(true, classes)['scripts']?.items?.enum ?? [];
    expect(scripts()).not.toContain('vuln');
    expect(scripts('vuln')).toContain('vuln');
    expect(scripts('vuln')).not.toContain('exploit');
    expect(scripts('vuln', 'exploit')).toEqual(expect.arrayContaining(['vuln', 'exploit']));
    for (const name of Object.values(intrusiveScripts).flat())
      expect(scripts(...Object.keys(intrusiveScripts))).not.toContain(name);
  });
});

test('parameters that lists leave to flags are still accepted, and documented', () => {
  const shown = Object.keys(propertiesOf(true));
  const all = Object.keys(z.record(z.string(), z.unknown()).parse(nmap.inputSchema['properties']));
  const left = all.filter((name) => !shown.includes(name));
  expect(left.toSorted()).toEqual([
    'host_discovery',
    'host_timeout_sec',
    'max_rate',
    'max_retries',
    'open_only',
    'resume',
    'timing',
    'top_ports',
    'version_intensity',
  ]);
  const call = { ...nmap.example, max_retries: 1, timing: 'T4' };
  expect(planOf(nmap, call)).toMatchObject({ ok: true });
});
