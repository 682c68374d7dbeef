import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { App } from '../../app/app.ts';
import { failure } from '../../kernel/failure.ts';
import { err } from '../../kernel/result.ts';
import { decideLine as decideBy } from './decide-line.ts';

const refusing: App['plan'] = (tool) => err(failure('scope.outside', `no ${tool}`, { field: 'target' }));

/** Refuses, and says in its message what the line answers for a name. */
const answering =
  (name: string, of: 'call' | 'denied' = 'call'): App['plan'] =>
  (_tool, _input, answers) =>
    err(failure('scope.unresolved', JSON.stringify(answers(name, of))));

const fields: ReadonlySet<string> = new Set(['community']);
const decideLine = (plan: App['plan'], line: string) => decideBy(plan, line, () => fields);

const broken: App['plan'] = () => {
  throw new Error('secret');
};

describe('decideLine', () => {
  it('echoes the id and gives code, type, message and field of a refusal', () => {
    expect(decideLine(refusing, '{"id":7,"tool":"nmap","arguments":{"target":"8.8.8.8"}}')).toEqual({
      id: 7,
      decision: 'refuse',
      code: 'scope.outside',
      error_type: 'policy_denied',
      message: 'no nmap',
      field: 'target',
      binary: null,
      argv: [],
      targets: [],
    });
  });

  it.each([
    ['text that is no JSON', 'nmap 10.0.0.5', null, null],
    ['JSON that is no object', '[1]', null, null],
    ['a call without a tool', '{"id":"a"}', 'a', 'tool'],
    ['a tool that is no text', '{"id":"a","tool":4}', 'a', 'tool'],
    [
      'answers that are no lists',
      '{"id":3,"tool":"nmap","resolve":{"a.lab.internal":"10.0.0.1"}}',
      3,
      'resolve',
    ],
    ['answers that are no map', '{"id":3,"tool":"nmap","resolve":["10.0.0.1"]}', 3, 'resolve'],
  ])('refuses %s as input.invalid', (_what, line, id, field) => {
    expect(decideLine(refusing, line)).toMatchObject({
      id,
      decision: 'refuse',
      code: 'input.invalid',
      field,
    });
  });

  it('refuses a key that it does not know, and says which one was probably meant', () => {
    expect(decideLine(refusing, '{"id":1,"tool":"nmap","argumets":{"target":"10.0.0.5"}}')).toMatchObject({
      id: 1,
      code: 'input.invalid',
      field: 'argumets',
      message: 'unknown key "argumets"; did you mean "arguments"?',
    });
    expect(decideLine(refusing, '{"tool":"nmap","principal":"me"}').message).toBe(
      'unknown key "principal"; a line has id, tool, arguments, resolve.',
    );
  });

  it('answers a name by the line itself, in canonical form, before the star', () => {
    const line = '{"tool":"nmap","resolve":{"DB.lab.internal.":["10.0.0.5"],"*":["10.0.0.9"]}}';
    expect(decideLine(answering('db.lab.internal'), line).message).toBe('["10.0.0.5"]');
    expect(decideLine(answering('other.lab.internal'), line).message).toBe('["10.0.0.9"]');
  });

  it('answers a denied name by its own name alone: the star would deny all that it gives', () => {
    const line = '{"tool":"nmap","resolve":{"dc01.lab.internal":["10.0.0.9"],"*":["10.0.0.5"]}}';
    expect(decideLine(answering('dc01.lab.internal', 'denied'), line).message).toBe('["10.0.0.9"]');
    expect(decideLine(answering('dc02.lab.internal', 'denied'), line).message).toBe('null');
  });

  it('leaves a name without an answer open', () => {
    expect(decideLine(answering('db.lab.internal'), '{"tool":"nmap"}').message).toBe('null');
    const inherited = '{"tool":"nmap","resolve":{"__proto__":["10.0.0.1"]}}';
    expect(decideLine(answering('constructor'), inherited).message).toBe('null');
  });

  it('refuses a call that meets a bug, and does not repeat what the bug said', () => {
    const decision = decideLine(broken, '{"id":1,"tool":"nmap"}');
    expect(decision).toMatchObject({ id: 1, decision: 'refuse', code: 'internal' });
    expect(decision.message).not.toContain('secret');
  });

  it('repeats nothing of a secret, wherever else the call has it', () => {
    const line = '{"tool":"c0rridor","arguments":{"community":"c0rridor"}}';
    expect(decideLine(refusing, line).message).toBe('no [secret]');
  });

  it('echoes no id that is deep: writing it out once cost the decisions of every later line', () => {
    const id = `${'['.repeat(6000)}${']'.repeat(6000)}`;
    expect(JSON.stringify(decideLine(refusing, `{"id":${id},"tool":"x"}`))).toContain('"id":null');
  });

  it('never throws and always decides, whatever the line', () => {
    const calls = fc.record({ id: fc.jsonValue(), tool: fc.string(), resolve: fc.jsonValue() });
    const lines = fc.oneof(
      fc.string(),
      fc.json(),
      calls.map((call) => JSON.stringify(call)),
    );
    fc.assert(fc.property(lines, (line) => JSON.stringify(decideLine(refusing, line)).includes('"refuse"')));
  });
});
