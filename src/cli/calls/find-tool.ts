import type { App, ToolState } from '../../app/app.ts';
import { failure } from '../../kernel/failure.ts';
import { nearest } from '../../kernel/nearest.ts';
import { quote } from '../../kernel/quote.ts';
import { err, ok, type Result } from '../../kernel/result.ts';

/** The tool of that name, or a failure that names the nearest one. */
export function findTool(app: Pick<App, 'tools'>, name: string): Result<ToolState> {
  const names = app.tools.map((state) => state.tool.name);
  const found = app.tools.find((state) => state.tool.name === name);
  if (found !== undefined) return ok(found);
  const near = nearest(name, names);
  const question = near === null ? '' : ` Did you mean ${quote(near)}?`;
  return err(
    failure('input.invalid', `There is no tool ${quote(name)}.${question}`, {
      field: 'tool',
      next: [`The tools are ${names.join(', ')}; \`bailiwick tools show NAME\` describes one.`],
    }),
  );
}
