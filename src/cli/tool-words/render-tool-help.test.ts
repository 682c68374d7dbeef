import { describe, expect, it } from 'vitest';
import { catalogue } from '../../tools/catalogue.ts';
import { parametersOf } from './parameters.ts';
import { renderToolHelp } from './render-tool-help.ts';

describe('renderToolHelp', () => {
  it.each(catalogue.map((tool) => [tool.name, tool] as const))(
    'names every option and flag of %s',
    (_name, tool) => {
      const help = renderToolHelp(tool);
      for (const { name, flag } of parametersOf(tool.inputSchema)) {
        if (name !== 'target')
          expect(help).toMatch(new RegExp(`^ {2}${flag.replace('--', '--(no-)?')}\\b`, 'm'));
      }
      for (const flag of tool.extraArgs) expect(help).toContain(flag);
      expect(help).toContain(JSON.stringify(tool.example));
    },
  );

  it('offers the way out of a switch that is on by itself', () => {
    const description = 'Ask on.';
    const inputSchema = { properties: { recurse: { type: 'boolean', default: true, description } } };
    const help = renderToolHelp({
      name: 'x',
      title: 'X',
      description,
      inputSchema,
      extraArgs: [],
      example: {},
    });
    expect(help).toContain('  --no-recurse\n      Ask on. (default: true)\n');
    expect(help).toContain('  none\n');
  });
});
