import { failure } from '../kernel/failure.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { cleanDeep } from '../output/clean.ts';
import { jsonBytes } from '../output/json-bytes.ts';
import type { Finding } from '../tools/tool.ts';

/**
 * Cleans a parsed result for its reader. One of more than 2 MiB of JSON is a failure instead: tools keep to half of that, and
 * clients close the connection at a message that is too long for them.
 */
export function cleanFinding(tool: string, finding: Finding): Result<Finding> {
  const result = cleanDeep(finding.result);
  const bytes = jsonBytes(result);
  if (bytes <= mostBytes) return ok({ ...finding, result });
  const message = `The result of ${tool} came to ${bytes} bytes of JSON; a call returns at most ${mostBytes}.`;
  return err(
    failure('tool.output', message, { next: ['Ask for less in one call: fewer hosts or fewer ports.'] }),
  );
}

const mostBytes = 2 * 1024 * 1024;
