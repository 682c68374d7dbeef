import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withBlock } from './document-block.ts';

const root = join(import.meta.dirname, '..');

/** AGENTS.md with the sample tool of `examples/add-a-tool/` in it: what the document shows is what compiles and is tested. */
export function renderWalkThrough(): string {
  const document = readFileSync(join(root, 'AGENTS.md'), 'utf8');
  const files = globSync('examples/add-a-tool/*.ts', { cwd: root });
  const [tests, tool] = [files.filter(isTest), files.filter((file) => !isTest(file))];
  const blocks = [...tool.toSorted(), ...tests.toSorted()].map(
    (file) => `\`${file}\`:\n\n\`\`\`ts\n${readFileSync(join(root, file), 'utf8')}\`\`\`\n`,
  );
  return withBlock(document, 'example:add-a-tool', blocks.join('\n'));
}

const isTest = (file: string): boolean => file.endsWith('.test.ts');
