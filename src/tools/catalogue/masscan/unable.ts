import { failure, type Failure } from '../../../kernel/failure.ts';
import type { ToolOutput } from '../../tool.ts';

/**
 * Why a masscan that printed no port has scanned nothing; null where it has. It says so on stderr alone: taken by its output, a
 * machine without a way out would be a network without an open port.
 */
export function whyNothingScanned({ stderr, returncode, complete }: ToolOutput): Failure | null {
  if (stderr.includes('could not determine default interface'))
    return unable('masscan found no default route, by which it sends everything.');
  // It asks for the router before it announces its scan, and may wait for an answer for as long as it is let.
  if (stderr.includes('] resolving router ') && !/^Scanning \d/m.test(stderr))
    return unable('The router of the default route did not answer masscan, which sends everything to it.');
  // It may not even have said that much: it counts its tries by what it hears.
  if (!complete && !/^Scanning \d/m.test(stderr))
    return unable(
      'masscan was stopped before it began: it waits until the router of the default route has answered it.',
    );
  return complete && returncode !== 0
    ? failure('tool.failed', 'masscan did not do the scan; its own words say why.')
    : null;
}

const unable = (why: string): Failure =>
  failure('tool.failed', `${why} No target was sent anything.`, {
    next: [
      'Use nmap or port_check, which reach hosts of the own network without a router.',
      'Or ask a person to see to the default route of this machine.',
    ],
  });
