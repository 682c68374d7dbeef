import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withBlock } from './document-block.ts';
import { reduceEdges, renderGraph, type RoomEdges } from './layers-render.ts';

const layers = [
  [{ room: 'a', pure: true, purpose: 'words' }],
  [{ room: 'b', pure: false, purpose: 'deeds' }],
  [{ room: 'c', pure: false, purpose: 'people' }],
];

describe('the picture of the rooms', () => {
  test('leaves out what a longer path implies', () => {
    const edges = new Map([
      ['c', new Set(['b', 'a'])],
      ['b', new Set(['a'])],
    ]);
    expect(reduceEdges(edges)).toEqual(
      new Map([
        ['c', new Set(['b'])],
        ['b', new Set(['a'])],
      ]),
    );
  });

  test('keeps every room reachable that was reachable before', () => {
    const downward = fc.uniqueArray(
      fc.tuple(fc.nat(7), fc.nat(7)).filter(([from, to]) => from > to),
      {
        selector: ([from, to]) => `${from}-${to}`,
      },
    );
    fc.assert(
      fc.property(downward, (pairs) => {
        const edges = new Map<string, Set<string>>();
        for (const [from, to] of pairs)
          edges.set(`${from}`, (edges.get(`${from}`) ?? new Set()).add(`${to}`));
        const reduced = reduceEdges(edges);
        for (const room of edges.keys()) expect(reach(reduced, room)).toEqual(reach(edges, room));
      }),
    );
  });

  test('draws pure rooms round, the highest arrows first', () => {
    const picture = renderGraph(
      layers,
      new Map([
        ['b', new Set(['a'])],
        ['c', new Set(['b'])],
      ]),
    );
    expect(picture).toContain('a(["a"])');
    expect(picture).toContain('b["b"]');
    expect(picture.indexOf('c --> b')).toBeLessThan(picture.indexOf('b --> a'));
  });
});

describe('a block of a document', () => {
  const document = 'before\n<!-- x -->\nold\n<!-- /x -->\nafter\n';

  test('is replaced, and nothing around it; twice is once', () => {
    const once = withBlock(document, 'x', 'new\n');
    expect(once).toBe('before\n<!-- x -->\nnew\n<!-- /x -->\nafter\n');
    expect(withBlock(once, 'x', 'new\n')).toBe(once);
  });

  test('that has no place in the document is a bug', () => {
    expect(() => withBlock(document, 'y', '')).toThrow('<!-- y -->');
  });
});

function reach(edges: RoomEdges, from: string): readonly string[] {
  const seen = new Set<string>();
  const visit = (room: string): void => {
    for (const next of edges.get(room) ?? []) {
      if (seen.has(next)) continue;
      seen.add(next);
      visit(next);
    }
  };
  visit(from);
  return [...seen].toSorted();
}
