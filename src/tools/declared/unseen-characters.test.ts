import { describe, expect, test } from 'vitest';
import { loadWith } from './fixtures/definition.ts';

const said = (from: string, to: string): readonly string[] =>
  loadWith([from, to]).errors.map(({ place, path, message }) => `${place} ${path ?? ''}: ${message}`);

const hostile = [
  ['\u001b', 'U+001B'],
  ['\u0007', 'U+0007'],
  ['\u009b', 'U+009B'],
  ['\r', 'U+000D'],
  ['\u202e', 'U+202E'],
  ['\u2066', 'U+2066'],
  ['\u200b', 'U+200B'],
  ['\u2028', 'U+2028'],
  ['\ud800', 'U+D800'],
  ['\u{e0041}', 'U+E0041'],
] as const;

describe('a definition that holds what a terminal obeys or nobody sees is refused', () => {
  test.each(hostile)('with %j in a comment or a text, at its place', (character, name) => {
    expect(said('title: Probe it', `title: Pr${character}obe it`)[0]).toMatch(
      new RegExp(`^probe\\.yaml:3:10 : holds U\\+${name.slice(2)}, which a terminal obeys or nobody sees`),
    );
    expect(said('version: 1', `version: 1 # x${character}y`)[0]).toContain(`probe.yaml:1:15 : holds ${name}`);
  });

  test.each(hostile)('with %j brought by an escape, at its value', (character, name) => {
    const code = (character.codePointAt(0) ?? 0).toString(16).padStart(8, '0');
    expect(said('title: Probe it', `title: "Pr\\U${code}obe it"`)).toContain(
      `probe.yaml:3:8 title: holds ${name}, which a terminal obeys or nobody sees; write text as people read it`,
    );
    expect(said('description: Port.', `description: "Port.\\U${code}"`)[0]).toContain(
      'parameters.port.description',
    );
    expect(said('It would send through another machine.', `"It would\\U${code} send"`)[0]).toContain(name);
  });

  test('in a key, in a default, in a path of the output and in an example', () => {
    expect(said('title: Probe it', 'title: Probe it\n"\\u202e": 1')[0]).toContain('holds U+202E');
    expect(said('{ target: 10.0.0.5 }', '{ target: 10.0.0.5, "tag": "a\\u200b" }')[0]).toContain(
      'example.tag: holds',
    );
    expect(said('types: { ms: number }', 'types: { ms: "\\e[2J" }')[0]).toContain(
      'output.types.ms: holds U+001B',
    );
  });

  test('with a title of two lines', () => {
    expect(said('title: Probe it', 'title: "Probe\\nit"')[0]).toContain('title: must be one line');
  });
});

test('words of any script, paragraphs and the line ends of Windows are plain text', () => {
  expect(said('Probes one authorised', 'Prüft 日本 🙂 one authorised')).toEqual([]);
  expect(said('version: 1\n', 'version: 1\r\n')).toEqual([]);
  expect(said('description: >-', 'description: |')).toEqual([]);
});
