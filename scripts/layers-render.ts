import { table } from './markdown-table.ts';

type Layers = ReadonlyArray<
  ReadonlyArray<{ readonly room: string; readonly pure: boolean; readonly purpose: string }>
>;

/** Which rooms a room imports. */
export type RoomEdges = ReadonlyMap<string, ReadonlySet<string>>;

/** Leaves out every edge that a longer path implies; without it, each room has an arrow to the kernel and nobody sees a thing. */
export function reduceEdges(edges: RoomEdges): RoomEdges {
  const reachable = (from: string): ReadonlySet<string> => {
    const seen = new Set<string>();
    const queue = [...(edges.get(from) ?? [])];
    for (let room = queue.pop(); room !== undefined; room = queue.pop()) {
      if (seen.has(room)) continue;
      seen.add(room);
      queue.push(...(edges.get(room) ?? []));
    }
    return seen;
  };
  return new Map(
    [...edges].map(([from, direct]) => {
      const implied = new Set([...direct].flatMap((room) => [...reachable(room)]));
      return [from, new Set([...direct].filter((to) => !implied.has(to)))];
    }),
  );
}

/** Draws the layers, highest first, and the imports between rooms as a Mermaid flow chart. */
export function renderGraph(layers: Layers, edges: RoomEdges): string {
  const boxes = layers.flatMap((layer, line) => [
    `  subgraph L${line}["${line}"]`,
    ...layer.map(({ room, pure }) => `    ${room}${pure ? `(["${room}"])` : `["${room}"]`}`),
    '  end',
  ]);
  const rooms = layers.flat().map(({ room }) => room);
  const arrows = rooms.flatMap((from) =>
    rooms.filter((to) => edges.get(from)?.has(to)).map((to) => `  ${from} --> ${to}`),
  );
  return ['```mermaid', 'flowchart TD', ...boxes, ...arrows.toReversed(), '```', ''].join('\n');
}

/** The rooms as a Markdown table, lowest line first. */
export function renderTable(layers: Layers): string {
  const rows = layers.flatMap((layer, line) =>
    layer.map(({ room, pure, purpose }) => [`${line}`, `\`${room}\``, pure ? 'yes' : 'no', purpose]),
  );
  return table(['line', 'room', 'pure', 'purpose'], rows);
}
