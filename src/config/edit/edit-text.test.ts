import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { LeafValue } from '../codec.ts';
import { readFileLayer } from '../file-layer.ts';
import { configRows } from '../rows.ts';
import { getIn } from '../tree.ts';
import { readYaml } from '../yaml-tree.ts';
import { editText } from './edit-text.ts';

const set = (text: string, path: string, value: LeafValue | undefined): string =>
  editText(text, { keys: path.split('.'), value });

const file = `# Ours.
version: 1

scope: # the lab
  # Two networks.
  allow: [10.0.0.0/8, "*.lab.internal"] # agreed
  deny:
    - 10.9.0.0/16   # printers
    - 10.8.0.1

# Clients.
server:
  port: 8080     # behind a proxy
`;

describe('a change of one value', () => {
  it('leaves all else as it is, byte for byte', () => {
    expect(set(file, 'server.port', 9000)).toBe(file.replace('8080', '9000'));
    expect(set(file, 'scope.allow', ['rfc1918'])).toBe(
      file.replace('[10.0.0.0/8, "*.lab.internal"]', '["rfc1918"]'),
    );
  });

  it.each([
    '# Ours.\nauth:\n  token: {from_file: /run/token} # once\n',
    '# Ours.\nauth:\n  token:\n    from_file: /run/token\n',
  ])('takes the place of a mapping that says where a secret is kept', (before) => {
    const after = set(before, 'auth.token', 'x'.repeat(32));
    expect(readYaml(after).data).toEqual({ auth: { token: 'x'.repeat(32) } });
    expect(after).toContain('# Ours.');
  });

  it('writes nothing where the value is there already', () => {
    expect(set(file, 'server.port', 8080)).toBe(file);
    expect(set(file, 'server.host', undefined)).toBe(file);
  });

  it('adds a key behind the others of its section, and a section at the end', () => {
    expect(set(file, 'scope.allow_loopback', true)).toBe(
      file.replace('    - 10.8.0.1\n', '    - 10.8.0.1\n  allow_loopback: true\n'),
    );
    expect(set(file, 'tools.nmap.timeout_sec', 60)).toBe(`${file}tools:\n  nmap:\n    timeout_sec: 60\n`);
  });

  it('takes a key out, with a section that held nothing else, and keeps the other comments', () => {
    const less = set(file, 'server.port', undefined);
    expect(readYaml(less).data).toEqual({
      version: 1,
      scope: { allow: ['10.0.0.0/8', '*.lab.internal'], deny: ['10.9.0.0/16', '10.8.0.1'] },
    });
    for (const comment of ['# Ours.', '# the lab', '# Two networks.', '# agreed', '# printers'])
      expect(less).toContain(comment);
  });

  it('keeps the lines and comments of the entries of a list that stay', () => {
    const listed = [
      'version: 1',
      'scope:',
      '  allow:',
      '    # the lab',
      '    - 10.0.0.0/8 # agreed',
      '    # the other lab',
      '    - "192.168.0.0/16"',
      'server:',
      '  port: 80',
      '',
    ].join('\n');
    const more = set(listed, 'scope.allow', ['10.0.0.0/8', '192.168.0.0/16', '172.16.0.0/12']);
    expect(more).toBe(listed.replace('"192.168.0.0/16"\n', '"192.168.0.0/16"\n    - "172.16.0.0/12"\n'));
    const fewer = set(more, 'scope.allow', ['172.16.0.0/12', '192.168.0.0/16']);
    expect(readYaml(fewer).data).toMatchObject({ scope: { allow: ['172.16.0.0/12', '192.168.0.0/16'] } });
    expect(fewer).toContain('# the other lab');
    expect(fewer).not.toContain('# agreed');
    const none = set(listed, 'scope.allow', []);
    expect(readYaml(none).data).toMatchObject({ scope: { allow: [] }, server: { port: 80 } });
    expect(set('scope:\n  allow:\n    - 10.0.0.0/8\n', 'scope.allow', ['10.0.0.1'])).toBe(
      'scope:\n  allow:\n    - "10.0.0.1"\n',
    );
  });

  it.each([
    ['a file of JSON', '{"version": 1, "server": {"port": 80}}'],
    ['mappings on one line', 'version: 1\nserver: {port: 80}\n'],
    ['a list below its key', 'version: 1\nserver:\n  port: 80\n  allowed_hosts:\n  - a\n  - b\n'],
    ['no line end', 'version: 1\nserver:\n  port: 80'],
    ['quotes and Windows line ends', 'version: 1\r\n"server":\r\n    "port": 80\r\n'],
  ])('means what was asked for in %s', (_, text) => {
    const edited = set(set(text, 'server.port', 81), 'server.allowed_hosts', ['x', 'y']);
    expect(readYaml(edited).data).toMatchObject({
      version: 1,
      server: { port: 81, allowed_hosts: ['x', 'y'] },
    });
    expect(readFileLayer({ path: 'cfg.yaml', text: edited }).errors).toEqual([]);
  });
});

test('whatever is set and taken out again, the file holds just that', () => {
  const rows = configRows.filter(({ default: value, keys }) => value !== undefined && keys.length === 2);
  const edits = fc.array(fc.record({ row: fc.constantFrom(...rows), out: fc.boolean() }), { maxLength: 12 });
  fc.assert(
    fc.property(edits, (life) => {
      const wanted = new Map<string, unknown>();
      let text = file;
      for (const { row, out } of life) {
        const value = out ? undefined : leafOf(row.default);
        text = editText(text, { keys: row.keys, value });
        wanted.set(row.path, value);
      }
      const layer = readFileLayer({ path: 'cfg.yaml', text });
      for (const [path, value] of wanted) expect(getIn(layer.tree, path.split('.'))).toEqual(value);
      expect(text).toContain('# Ours.');
    }),
    { numRuns: 300 },
  );
});

function leafOf(value: unknown): LeafValue {
  if (typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string') return value;
  return Array.isArray(value) ? value.map(String) : [];
}
