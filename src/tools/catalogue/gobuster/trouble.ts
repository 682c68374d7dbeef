import type { GobusterResult } from './result.ts';

/** Facts about the target that gobuster tells on stderr. */
export function troubleIn(stderr: string, found: number): Pick<GobusterResult, 'stopped' | 'errors'> {
  return { stopped: stopIn(stderr, found), errors: stderr.split('[ERROR] ').length - 1 };
}

/** Its last line before it gives up; in dns mode it does not give up where nobody answers, and would find nothing instead. */
function stopIn(stderr: string, found: number): GobusterResult['stopped'] {
  if (/^Error: error on running gobuster: unable to connect to /m.test(stderr))
    return { reason: 'unreachable', status: null, size: null };
  const alike =
    /^Error: the server returns a status code that matches .{1,3000} => (\d{3}) \(Length: (\d{1,12})\)/m.exec(
      stderr,
    );
  if (alike !== null)
    return { reason: 'every_word_answers', status: Number(alike[1]), size: Number(alike[2]) };
  if (/^Error: the DNS Server returned the same IP for every domain\./m.test(stderr))
    return { reason: 'every_word_answers', status: null, size: null };
  const silent =
    /\[-\] Unable to validate base domain: .{1,600}(?:i\/o timeout|connection refused|unreachable|no route)/;
  return found === 0 && silent.test(stderr) ? { reason: 'no_dns_answer', status: null, size: null } : null;
}
