import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { planOf, policy } from '../../../../test/plan-of.ts';
import type { Policy } from '../../tool.ts';
import { nmap } from '../nmap.ts';
import { intrusiveScripts, nmapScripts, type NmapScript } from './scripts.ts';

const allowing = (...classes: readonly string[]): Policy => ({
  ...policy,
  intrusive: () => ({ classes, rule: { text: 'tools.nmap.intrusive', at: 'config.yaml:9' } }),
});
const call = (...scripts: readonly string[]) => ({ target: '10.0.0.5', ports: '443', scripts });

describe('a script of an intrusive class', () => {
  test.each(Object.entries(intrusiveScripts).flatMap(([name, own]) => own.map((script) => [script, name])))(
    '%s is refused unless %s is switched on',
    (script, name) => {
      const others = Object.keys(intrusiveScripts).filter((one) => one !== name);
      const refused = planOf(nmap, call(script), allowing(...others));
      expect(refused).toMatchObject({ ok: false, error: { code: 'args.refused', field: 'scripts' } });
      expect(!refused.ok && refused.error.message).toContain(`is of the class ${name}`);
      const all = planOf(nmap, call(script), allowing(...others, name));
      expect(all.ok && all.value.argv.join(' ')).toContain(`--script ${script} `);
    },
  );

  test('is refused as a flag too', () => {
    const input = { target: '10.0.0.5', extra_args: '--script ssl-heartbleed' };
    expect(planOf(nmap, input)).toMatchObject({ ok: false, error: { code: 'args.refused' } });
    expect(planOf(nmap, input, allowing('vuln')).ok).toBe(true);
  });

  test.each([
    'all',
    'default',
    'vuln and safe',
    'ssl-*',
    'not safe',
    '/tmp/x.nse',
    'http-slowloris',
    'smb-brute',
  ])('%j is no script, whatever is switched on', (script) => {
    const everything = allowing(...Object.keys(intrusiveScripts));
    expect(planOf(nmap, call(script), everything)).toMatchObject({
      ok: false,
      error: { code: 'input.invalid' },
    });
  });
});

describe('a refusal names no script that the policy may have off', () => {
  const off = Object.values(intrusiveScripts).flat();
  const said = (input: Readonly<Record<string, unknown>>): string => {
    const refused = planOf(nmap, { target: '10.0.0.5', ports: '443', ...input });
    return refused.ok ? '' : [refused.error.message, ...refused.error.next].join(' ');
  };

  test.each([
    [{ scripts: ['http-titel'] }, 'http-title'],
    [{ extra_args: '--script http-titel' }, 'http-title'],
    [{ scripts: ['ssl-heartbled'] }, 'banner'],
    [{ extra_args: '--script ssl-heartbled' }, 'banner'],
  ])('%j', (input, named) => {
    const text = said(input);
    expect(text).toContain(named);
    expect(off.filter((script) => text.includes(script))).toEqual([]);
  });

  test.each([[{ scripts: ['vuln'] }], [{ extra_args: '--script vuln' }], [{ scripts: ['banner', 'vuln'] }]])(
    '%j is told that classes are off, and by whom',
    (input) => {
      expect(said(input)).toContain(
        'scripts "vuln" is of the class vuln, which the operator has not switched on',
      );
    },
  );
});

describe('a word for a class stands for our scripts of it, never for nmap’s category', () => {
  const scriptsFor = (words: readonly string[], ...classes: readonly string[]): string => {
    const plan = planOf(nmap, call(...words), allowing(...classes));
    if (!plan.ok) return plan.error.message;
    return plan.value.argv[plan.value.argv.findIndex((word) => word === '--script') + 1] ?? '';
  };

  test.each(['vuln', 'brute', 'external', 'broadcast'] as const)('%s needs no other class', (name) => {
    const scripts = scriptsFor([name], name).split(',');
    expect(scripts.length).toBeGreaterThan(0);
    for (const script of scripts) expect(intrusiveScripts[name]).toContain(script);
  });

  test.each(['exploit', 'dos'])(
    '%s, whose scripts are all of several classes, needs those as well',
    (name) => {
      expect(scriptsFor([name], name)).toMatch(
        /is of the class vuln, which the operator has not switched on/,
      );
      expect(scriptsFor([name], 'vuln', 'exploit', 'dos').split(',')).toContain('smb-vuln-regsvc-dos');
    },
  );

  test('and beside one of them it brings each once', () => {
    const scripts = scriptsFor(['ftp-brute', 'brute', 'banner'], 'brute').split(',');
    expect(scripts).toEqual([...intrusiveScripts.brute, 'banner']);
  });

  test('is what agents are told of a class that is on; its scripts can be named all the same', () => {
    const shown = JSON.stringify(nmap.offer({ raw: true, classes: ['vuln', 'brute'] }).inputSchema);
    expect(shown).toMatch(/"tls-alpn","vuln","brute"\]/);
    expect(shown).not.toContain('ssl-poodle');
    expect(JSON.stringify(nmap.offer({ raw: true, classes: [] }).inputSchema)).not.toContain('"vuln"');
  });
});

test('a plan says where a script reaches beyond its target', () => {
  const plan = planOf(
    nmap,
    call('vulners', 'broadcast-db2-discover'),
    allowing('vuln', 'external', 'broadcast'),
  );
  expect(plan.ok && plan.value.notes).toEqual([
    'vulners: involves third parties outside the scope; the operator has switched the class external on.',
    'broadcast-db2-discover: asks the whole local network, not the target alone; the operator has switched the class broadcast on.',
  ]);
});

const database = '/usr/share/nmap/scripts/script.db';
const entry = /filename = "([a-z0-9-]+)\.nse", categories = \{ ([^}]*)\}/g;

describe.skipIf(!existsSync(database))(
  'nmap’s own list of scripts (skipped where it is not installed)',
  () => {
    const categories = new Map(
      [...readFileSync(existsSync(database) ? database : '/dev/null', 'utf8').matchAll(entry)].map(
        ([, script = '', list = '']) => [script, list.match(/[a-z]+/g) ?? []] as const,
      ),
    );

    test.each(nmapScripts)(
      'has %s under just the classes that it is switched on by',
      (script: NmapScript) => {
        const ours = Object.entries(intrusiveScripts).flatMap(([name, own]) =>
          own.some((one) => one === script) ? [name] : [],
        );
        const theirs = categories.get(script)?.filter((name) => name in intrusiveScripts);
        expect(theirs?.toSorted()).toEqual(ours.toSorted());
        expect(categories.get(script)).not.toContain('malware');
      },
    );
  },
);
