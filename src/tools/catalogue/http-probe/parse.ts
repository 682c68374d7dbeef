import { failure } from '../../../kernel/failure.ts';
import { err, ok, type Result } from '../../../kernel/result.ts';
import { cleanField } from '../../../output/clean.ts';
import type { ToolOutput } from '../../tool.ts';
import { bodyLines, titleOf } from './body.ts';
import { connectionOf, type Connection } from './connection.ts';
import { headerOf, readResponse } from './read-response.ts';
import type { HttpProbeResult } from './result.ts';

const longestText = 120;
const mostHeaders = 40;

/** Reads the answer to one request; the way there is one hop long. */
export function parseCurl(output: ToolOutput): Result<HttpProbeResult> {
  const connection = connectionIn(output);
  if (connection === null)
    return err(failure('tool.failed', 'curl did not do the request; its own words say why.'));
  const { head, body, ...read } = readResponse(output.stdout);
  // Of a curl that was stopped, the last line is the target's.
  const report = output.complete ? read.report : null;
  if (connection === 'ok' && head === null)
    return err(failure('tool.output', 'curl printed no HTTP response.'));
  const field = (name: string): string | null => shown(headerOf(head, name));
  const length = headerOf(head, 'content-length');
  const { lines, omitted } = bodyLines(body);
  const url = shown(report?.url ?? null, 200);
  const status = head?.status ?? null;
  const headers = head?.headers ?? [];
  const listed = headers.slice(0, mostHeaders);
  return ok({
    url,
    connection,
    status,
    http_version: head?.version ?? null,
    certificate_ok: certificateIn(report, connection),
    server: field('server'),
    content_type: field('content-type'),
    content_length: length !== null && /^\d{1,15}$/.test(length) ? Number(length) : null,
    title: titleOf(body),
    headers: listed.map(({ name, value }) => cleanField(`${name}: ${value}`, longestText)),
    body: [...lines],
    body_bytes: report?.bytes ?? 0,
    body_complete: head === null ? null : output.returncode === 0 && output.complete,
    omitted: omitted + (head?.omitted ?? 0) + headers.length - listed.length,
    hops: [
      { url, address: report?.address ?? null, status, location: shown(headerOf(head, 'location'), 200) },
    ],
    stopped: null,
  });
}

/** curl's exit 1 is also that of a protocol it was built without: only its words tell the two apart. */
function connectionIn({ returncode, stderr, complete }: ToolOutput): Connection | null {
  if (!complete) return 'unfinished';
  if (returncode === 1 && !/^curl: \(1\) Received HTTP\/0\.9/m.test(stderr)) return null;
  return returncode === null ? null : connectionOf(returncode);
}

function certificateIn(
  report: { readonly url: string; readonly verify: number } | null,
  connection: Connection,
): boolean | null {
  if (report === null || !report.url.startsWith('https://')) return null;
  if (connection === 'untrusted_certificate') return false;
  return connection === 'ok' || connection === 'closed' ? report.verify === 0 : null;
}

const shown = (text: string | null, max = longestText): string | null =>
  text === null ? null : cleanField(text, max);
