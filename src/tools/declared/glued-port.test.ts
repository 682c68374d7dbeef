import { describe, expect, test } from 'vitest';
import { planOf, policy } from '../../../test/plan-of.ts';
import { sampleScope } from '../../scope/fixtures/sample-scope.ts';
import { loaded, saidOf, type SmallDefinition } from './fixtures/small-definition.ts';

const loud = 'loud: { type: boolean, description: Say more. }';
const port = 'port: { type: port, default: 80, description: A port. }';
const count = 'count: { type: integer, min: 1, max: 65535, default: 9100, description: A count. }';

/** What planning says where port 9100 is denied and one probe a call is allowed. */
function planned(definition: SmallDefinition, input: object): string {
  const { tools, errors } = loaded(definition);
  const [tool] = tools;
  if (tool === undefined) return errors.map(({ message }) => message).join('\n');
  const known = sampleScope({ allow: ['rfc1918', 'ula', '*.lab.internal'] });
  const { ports, limits } = known;
  const scope = {
    ...known,
    ports: { ...ports, deny: [{ lo: 9100, hi: 9100 }] },
    limits: { ...limits, ports: 1 },
  };
  const plan = planOf(tool, { ...tool.example, ...input }, { ...policy, scope });
  return plan.ok ? plan.value.argv.join(' ') : plan.error.code;
}

describe('a port behind a host', () => {
  test('that the operator wrote is judged in each call with its word, like any port', () => {
    const always: SmallDefinition = { kind: 'one_host', args: ["'{target}:9100'"] };
    expect(planned(always, {})).toBe('scope.port');
    expect(planned({ ...always, args: ["'--to={target}:9101'"] }, {})).toBe('--to=10.0.0.5:9101');
    expect(planned({ args: ["'{target.address}:9100'"] }, {})).toBe('scope.port');
    const server: SmallDefinition = { kind: 'one_host', args: ["'@{target}:53'"] };
    expect(planned(server, { target: 'fd00::5' })).toBe('@[fd00::5]:53');
    const sometimes = {
      ...always,
      parameters: [loud],
      args: ["'{target}'", "{ when: loud, args: ['@{target}:9100'] }"],
    };
    expect(planned(sometimes, {})).toBe('10.0.0.5');
    expect(planned(sometimes, { loud: true })).toBe('scope.port');
  });

  test('counts among the ports of the call', () => {
    const two: SmallDefinition = {
      kind: 'one_host',
      parameters: [port],
      args: ["'{target}:22'", "'{target}:{port}'"],
    };
    expect(planned(two, { port: 22 })).toBe('10.0.0.5:22 10.0.0.5:22');
    expect(planned(two, { port: 23 })).toBe('scope.too_large');
    expect(planned(two, { port: 9100 })).toBe('scope.port');
  });

  test.each([
    ["'{target}:{count}'", 'a parameter of the type port'],
    ["'--to={target}:{count}'", 'a parameter of the type port'],
    ["'{target}:0'", 'a number from 1 to 65535'],
    ["'{target}:65536'", 'a number from 1 to 65535'],
    ["'{target}:080'", 'a number from 1 to 65535'],
    ["'{target}:{port}{count}'", 'must end its word'],
    ["'{target}:{port}/{count}'", 'must end its word'],
    ["'{target}:9100/{count}'", 'must end its word'],
    ["'{target}:9100,10'", 'must end its word'],
    ["'{target}:{port}0'", 'must end its word'],
    ["'{target}{port}'", 'must end its word'],
    ["'{target}/{count}'", 'must end its word'],
  ])('is refused as %s', (word, why) => {
    expect(saidOf({ kind: 'one_host', parameters: [port, count], args: [word] })[0]).toContain(why);
  });

  test('behind a list of ports, many hosts, a question or a whole URL is refused', () => {
    const ports = "ports: { type: ports, default: '80', description: Ports. }";
    const said = (definition: SmallDefinition): string => saidOf(definition)[0] ?? 'nothing';
    expect(said({ kind: 'one_host', parameters: [ports], args: ["'{target}:{ports}'"] })).toContain(
      'must end',
    );
    expect(said({ kind: 'host', args: ["'{target}:80'"] })).toContain('several blocks');
    expect(said({ kind: 'query', args: ["'{target}:80'"] })).toContain('must end its word');
    expect(said({ args: ["'{target}:80'"] })).toContain('must end its word');
  });
});
