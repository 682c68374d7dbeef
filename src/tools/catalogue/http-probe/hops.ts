import type { z } from 'zod';
import { cleanField } from '../../../output/clean.ts';
import type { HopInput, StoppedHop, ToolOutput } from '../../tool.ts';
import type { httpProbeParams } from './params.ts';
import { headerOf, readResponse } from './read-response.ts';
import type { HttpProbeResult } from './result.ts';

type ProbeInput = z.output<typeof httpProbeParams> & { readonly target: string };

/**
 * The request that a redirect asks for. It is judged like a caller's, so what is resolved here is only written down, never
 * trusted. Headers of the caller's stay with the origin that they were meant for.
 */
export function nextHop({ stdout, complete }: ToolOutput, input: ProbeInput): HopInput | null {
  const { head } = readResponse(stdout);
  const location = headerOf(head, 'location');
  if (!complete || head === null || location === null || location === '') return null;
  if (input.max_redirects === 0 || !isRedirect(head.status)) return null;
  const target = locationFrom(location, input.target);
  const { headers, ...others } = input;
  return {
    ...others,
    target,
    max_redirects: input.max_redirects - 1,
    // 303 says: look at the answer over there, by GET.
    method: head.status === 303 && input.method !== 'HEAD' ? 'GET' : input.method,
    ...(headers !== undefined && isSameOrigin(target, input.target) ? { headers } : {}),
  };
}

/** One result for the whole way: the last answer, every hop, and the redirect that was not followed. */
export function joinHops(results: readonly HttpProbeResult[], stopped: StoppedHop | null): HttpProbeResult {
  const last = results.at(-1);
  if (last === undefined) throw new Error('a way has at least one hop');
  return {
    ...last,
    hops: results.flatMap(({ hops }) => hops),
    stopped:
      stopped === null
        ? null
        : {
            url: cleanField(stopped.target),
            code: stopped.failure.code,
            message: cleanField(stopped.failure.message),
          },
  };
}

/** Whether a status sends the client on to its Location. */
export const isRedirect = (status: number | null): boolean => status !== null && redirects.has(status);

const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** A Location as a whole web address without its fragment; one that is none stays as it is, to be refused for what it says. */
function locationFrom(location: string, base: string): string {
  const resolved = URL.parse(location, base);
  if (resolved === null) return location;
  resolved.hash = '';
  return resolved.href;
}

/** Scheme, host and port. */
function isSameOrigin(one: string, other: string): boolean {
  const origin = URL.parse(one)?.origin;
  return origin !== undefined && origin !== 'null' && origin === URL.parse(other)?.origin;
}
