import { BlockList } from 'node:net';
import { parseAddress } from '../../src/scope/address.ts';
import { authorise } from '../../src/scope/authorise.ts';
import { compileScope } from '../../src/scope/compile-scope.ts';
import { host } from '../../src/scope/endpoint.ts';
import { judgeInterval } from '../../src/scope/judge-interval.ts';
import type { Scope } from '../../src/scope/scope.ts';
import { atMost, reported } from '../harness/goals.ts';
import type { Suite } from '../harness/report.ts';
import { interleave, typical } from '../harness/rounds.ts';
import { median } from '../harness/statistics.ts';

const rules = 10_000;
const questions = 2048;

/** What the question "may this be touched?" costs with 10,000 networks, against node:net's BlockList. */
export const scopeSuite: Suite = {
  name: 'scope',
  run: async (effort) => {
    const began = performance.now();
    const scope = compile();
    const compiled = performance.now() - began;
    const blockList = listed();
    const inside = addressesIn(0);
    const outside = addressesIn(8);
    const repeats = effort === 'full' ? 20 : 4;
    const rounds = await interleave(
      [
        {
          name: reference,
          measure: () => nanosecondsOf(inside, repeats, true, (text) => blockList.check(text, 'ipv4')),
        },
        { name: judged, measure: () => nanosecondsOf(inside, repeats, true, (text) => allows(scope, text)) },
        { name: proved, measure: () => nanosecondsOf(inside, repeats, true, (text) => proves(scope, text)) },
        {
          name: refused,
          measure: () => nanosecondsOf(outside.slice(0, 64), 1, false, (text) => proves(scope, text)),
        },
      ],
      effort === 'full' ? 20 : 9,
    );
    return {
      rows: [reference, judged, proved, refused].map((name) => ({
        variant: name,
        values: {
          'ns a check': typical(rounds, name, time),
          '× BlockList': median(rounds.ratios(name, reference, time)),
        },
      })),
      goals: [
        atMost('P14', 'parse and judge, ns', 300, rounds.of(judged, time)),
        // BlockList only answers yes or no, and is no longer the linear search that this part of the goal was set against.
        reported(atMost('P14', 'parse and judge × BlockList', 0.25, rounds.ratios(judged, reference, time))),
      ],
      notes: [`Compiling ${rules} networks took ${compiled.toFixed(0)} ms, once.`],
    };
  },
};

const time = (nanoseconds: number): number => nanoseconds;

const reference = 'BlockList.check()';
const judged = 'parse and judge';
const proved = 'authorise()';
const refused = 'authorise(), refused with its reason';

/** Networks that touch no other, spread over 10.0.0.0/8, so that nothing merges and every rule counts. */
const networks: readonly string[] = Array.from({ length: rules }, (_, at) => `${networkAt(at)}.0`);

/** The first three octets of network `at`: every sixth /24 of 10.0.0.0/8. */
function networkAt(at: number): string {
  const third = at * 6;
  return `10.${third >> 8}.${third & 255}`;
}

/** Addresses in networks all over the list; `shift` moves them, and with it past the /28 of each. */
const addressesIn = (shift: number): readonly string[] =>
  Array.from({ length: questions }, (_, at) => `${networkAt((at * 7919) % rules)}.${shift * 16 + (at % 16)}`);

function compile(): Scope {
  const scope = compileScope(
    {
      allow: networks.map((network) => `${network}/28`),
      deny: [],
      allowLoopback: false,
      allowPublic: false,
      allowPorts: '1-65535',
      denyPorts: '',
      maxHostsPerCall: 1024,
      maxPortsPerCall: 65_535,
      maxProbesPerCall: 1_000_000,
      maxRatePps: 1000,
      urlSchemes: ['http', 'https'],
      ownAddresses: [],
      broadcastAddresses: [],
    },
    () => 'bench',
  );
  if (!scope.ok) throw new Error('the scope of the bench is not sound');
  return scope.value;
}

function listed(): BlockList {
  const blockList = new BlockList();
  for (const network of networks) blockList.addSubnet(network, 28, 'ipv4');
  return blockList;
}

function allows(scope: Scope, text: string): boolean {
  const interval = parseAddress(text);
  return interval !== null && judgeInterval(scope, interval, text).ok;
}

const proves = (scope: Scope, text: string): boolean => authorise(scope, host(text), new Map()).ok;

function nanosecondsOf(
  texts: readonly string[],
  repeats: number,
  expected: boolean,
  ask: (text: string) => boolean,
): number {
  const from = performance.now();
  for (let left = repeats; left > 0; left -= 1) {
    for (const text of texts)
      if (ask(text) !== expected) throw new Error(`${text} was not judged as it should be`);
  }
  return ((performance.now() - from) * 1e6) / (repeats * texts.length);
}
