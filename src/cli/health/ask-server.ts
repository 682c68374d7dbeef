import { get as getPlainly, type IncomingMessage, type RequestOptions } from 'node:http';
import { get as getSecurely } from 'node:https';
import * as z from 'zod';
import { healthStatuses, type HealthGroup } from '../../app/health/check.ts';
import { err, ok, type Result } from '../../kernel/result.ts';

/** What a server says of its health; details only where it lets us see them. */
export type HealthAnswer = z.output<typeof answerSchema>;

/** Where a server is asked, and by whom. */
export interface HealthRequest {
  /** Its address, such as `http://127.0.0.1:8080`. */
  readonly base: URL;
  readonly group: HealthGroup;
  /** Shown to that address alone; null where there is none. */
  readonly token: string | null;
  /** A whole number. */
  readonly waitMs: number;
}

/** The path of each question. */
export const pathOfGroup = { live: '/livez', ready: '/readyz', info: '/healthz' } as const satisfies Record<
  HealthGroup,
  string
>;

/** Asks a server how it is, and follows it nowhere else. The error is a clause: whoever listens there may be anybody. */
export async function askServer({
  base,
  group,
  token,
  waitMs,
}: HealthRequest): Promise<Result<HealthAnswer, string>> {
  const signal = AbortSignal.timeout(waitMs);
  try {
    const headers = token === null ? {} : { authorization: `Bearer ${token}` };
    const response = await responseTo(new URL(`${pathOfGroup[group]}?verbose`, base), { signal, headers });
    const answer = answerSchema.safeParse(documentOf(await textOf(response)));
    return answer.success ? ok(answer.data) : err('what answers there is no bailiwick');
  } catch (error) {
    return err(signal.aborted ? `it gave no answer within ${waitMs} ms` : whyNot(error));
  }
}

// Not `fetch`: it refuses ports that browsers may not use, and follows redirects with the token at hand.
const responseTo = (url: URL, options: RequestOptions): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const get = url.protocol === 'https:' ? getSecurely : getPlainly;
    get(url, { ...options, agent: false }, resolve).once('error', reject);
  });

const status = z.enum(healthStatuses);
const answerSchema = z.object({
  status,
  version: z.string().max(100).optional(),
  checks: z
    .record(
      z.string().regex(/^[a-z-]{1,40}$/),
      z.array(z.object({ status, output: z.string().max(2000) })).max(10),
    )
    .optional(),
});

/** Empty where it is longer than any answer of ours. */
async function textOf(response: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of response.setEncoding('utf8')) {
    text += String(chunk);
    if (text.length > mostCharacters) return '';
  }
  return text;
}

const mostCharacters = 256 * 1024;

function documentOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function whyNot(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  return code === 'ECONNREFUSED' ? 'nothing listens there' : `it cannot be reached (${code})`;
}
