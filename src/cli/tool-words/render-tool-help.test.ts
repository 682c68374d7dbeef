import { describe, expect, it } from 'vitest';
import { catalogue } from '../../tools/catalogue.ts';
import { dig } from '../../tools/catalogue/dig.ts';
import { nmap } from '../../tools/catalogue/nmap.ts';
import { snmpwalk } from '../../tools/catalogue/snmpwalk.ts';
import { parametersOf } from './parameters.ts';
import { renderToolHelp } from './render-tool-help.ts';

const whole = { raw: true, classes: [] };

describe('renderToolHelp', () => {
  it.each(catalogue.map((tool) => [tool.name, tool] as const))(
    'names every option and flag of %s',
    (_name, tool) => {
      const help = renderToolHelp(tool, tool.offer(whole));
      for (const { name, flag } of parametersOf(tool.inputSchema)) {
        if (name !== 'target')
          expect(help).toMatch(new RegExp(`^ {2}${flag.replace('--', '--(no-)?')}\\b`, 'm'));
      }
      for (const flag of tool.extraArgs) expect(help).toContain(flag);
      expect(help).toContain(JSON.stringify(tool.example));
    },
  );

  it('tells ranges and defaults, and how agents give what their list leaves out', () => {
    const help = renderToolHelp(nmap, nmap.offer(whole)).replaceAll(/\s+/g, ' ');
    expect(help).toContain(
      '--top-ports N The N most common; default 1000. (1 to 8366; unlisted for agents, who write -F or --top-ports in extra_args)',
    );
    expect(help).toContain('--scan connect|syn|udp|ack|list|ping list sends nothing. (default: "connect")');
    expect(help).toMatch(/--scripts A,B NSE scripts\. \(some of .*ssl-cert.*; at most 8\)/);
  });

  it('leaves out what does not work here', () => {
    const help = renderToolHelp(nmap, nmap.offer({ ...whole, raw: false }));
    expect(help).toContain('--scan connect|list|ping\n');
    expect(help).not.toContain('--os-detection');
    expect(help).toContain('--top-ports');
  });

  it('says who sees a secret, and how it is kept from them', () => {
    const help = renderToolHelp(snmpwalk, snmpwalk.offer(whole)).replaceAll(/\s+/g, ' ');
    expect(help).toMatch(
      /--community TEXT Kept secret\. \(.*others on this machine see it .* give @FILE, or -/,
    );
  });

  it('offers the way out of a switch that is on by itself', () => {
    const help = renderToolHelp(dig, dig.offer(whole));
    expect(help).toContain('  --no-recurse\n      Ask it to recurse. (default: true)\n');
    expect(renderToolHelp({ ...dig, extraArgs: [] }, dig.offer(whole))).toContain('  none\n');
  });
});
