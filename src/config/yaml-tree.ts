import { LineCounter, parseDocument } from 'yaml';
import { firstCharacter, type Span } from './source-text.ts';
import { findExcess } from './yaml-bounds.ts';
import { YamlWalk, type Numbers, type SpanOf, type Spot, type YamlFault } from './yaml-walk.ts';

/** The plain data of a YAML or JSON text, and the spot of every path in it. */
export interface YamlTree {
  readonly data: unknown;
  readonly spots: ReadonlyMap<string, Spot>;
  readonly faults: readonly YamlFault[];
  /** True where the text is not YAML at all, so that `data` means nothing. */
  readonly broken: boolean;
}

/** A text that is not worth reading, and why. */
export const unreadYaml = (message: string, span: Span = firstCharacter): YamlTree =>
  broken([{ path: [], message, seen: null, span }]);

// One mistake makes many later ones; the first few are those to correct.
const mostSyntaxFaults = 5;

/** Reads YAML 1.2, and so JSON, without anything that hides what a value is: no aliases, tags or duplicate keys. */
export function readYaml(text: string, numbers: Numbers = 'plain'): YamlTree {
  const first = new LineCounter();
  const excess = findExcess(text, first.addNewLine);
  if (excess !== null) return unreadYaml(excess.message, spanner(first)(excess.offset));

  const counter = new LineCounter();
  const spanOf = spanner(counter);
  // Duplicate keys are found below: the library compares every pair of keys, which takes minutes on a hostile file.
  const document = parseDocument(text, { prettyErrors: false, uniqueKeys: false, lineCounter: counter });
  const syntax = [...document.errors, ...document.warnings].map(({ code, message, pos }): YamlFault => ({
    path: [],
    message: `${message.slice(0, 200)}${code === 'BLOCK_AS_IMPLICIT_KEY' ? aboutColons : ''}`,
    seen: null,
    span: spanOf(pos[0], pos[1]),
  }));
  if (document.directives?.yaml.version === '1.1') {
    syntax.push({
      path: [],
      message: 'is marked YAML 1.1; only 1.2 is read',
      seen: null,
      span: firstCharacter,
    });
  }
  if (syntax.length > 0) return broken(syntax.slice(0, mostSyntaxFaults));
  const walk = new YamlWalk(spanOf, numbers);
  const data = walk.visit(document.contents, []);
  return { data, spots: walk.spots, faults: walk.faults, broken: false };
}

/** What stands behind most errors of that kind: a sentence with a colon in it. */
const aboutColons = '; put a text that holds ": " in quotes, or below its key behind ">-"';

const broken = (faults: readonly YamlFault[]): YamlTree => ({
  data: null,
  spots: new Map(),
  faults,
  broken: true,
});

const spanner =
  (counter: LineCounter): SpanOf =>
  (start, end = start + 1) => {
    const { line, col } = counter.linePos(start);
    return { line: Math.max(1, line), col: Math.max(1, col), width: Math.max(1, end - start) };
  };
