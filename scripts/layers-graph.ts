import { readFileSync, writeFileSync } from 'node:fs';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import config from '../.dependency-cruiser.mjs';
import { layers } from '../layers.mjs';
import { withBlock } from './document-block.ts';
import { reduceEdges, renderGraph, renderTable, type RoomEdges } from './layers-render.ts';

// Writes the picture of the rooms, as the code really imports them, and the table of layers.mjs into the documents; with --check
// it writes nothing and fails where a document is behind the code.
const { output } = await cruise(['src'], config.options);
if (typeof output === 'string')
  throw new TypeError('dependency-cruiser gave a report instead of its modules');
const edges = reduceEdges(roomEdges(output.modules));
const blocks = { graph: renderGraph(layers, edges), rooms: renderTable(layers) };
const documents = [
  { file: 'docs/architecture.md', names: ['graph', 'rooms'] },
  { file: 'AGENTS.md', names: ['rooms'] },
] as const;

for (const { file, names } of documents) {
  const before = readFileSync(file, 'utf8');
  const after = names.reduce((text, name) => withBlock(text, `layers:${name}`, blocks[name]), before);
  if (after === before) continue;
  if (process.argv.includes('--check')) {
    process.stderr.write(`${file} is behind the code; run: npm run layers:graph\n`);
    process.exitCode = 1;
  } else {
    writeFileSync(file, after);
  }
}

function roomEdges(modules: ICruiseResult['modules']): RoomEdges {
  const found = new Map<string, Set<string>>();
  for (const { source, dependencies } of modules) {
    const from = roomOf(source);
    for (const { resolved } of dependencies) {
      const to = roomOf(resolved);
      if (from === null || to === null || from === to) continue;
      found.set(from, (found.get(from) ?? new Set()).add(to));
    }
  }
  return found;
}

function roomOf(path: string): string | null {
  return /^src\/([^/]+)\//.exec(path)?.[1] ?? null;
}
