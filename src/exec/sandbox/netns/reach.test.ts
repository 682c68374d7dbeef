import { expect, test } from 'vitest';
import { host, query, url } from '../../../scope/endpoint.ts';
import { targetsTo } from './fixtures/targets-to.ts';
import { reachOf } from './reach.ts';

test.each([
  ['the ports that a plan names', [host('10.0.0.5')], [{ lo: 22, hi: 23 }], [{ lo: 22, hi: 23 }]],
  ['any port where it leaves them to its program', [host('10.0.0.5')], null, null],
  ['the port of a web address', [url('http://10.0.0.5:8080/')], null, [{ lo: 8080, hi: 8080 }]],
  [
    'the port of a web address beside those that are named',
    [url('http://10.0.0.5/')],
    [{ lo: 81, hi: 81 }],
    [{ lo: 80, hi: 81 }],
  ],
  [
    'any port where one of the targets comes without',
    [url('http://10.0.0.5/'), host('10.0.0.6', 'server')],
    null,
    null,
  ],
  [
    'the port of a web address beside a name that is data',
    [url('http://10.0.0.5/'), query('db.lab.internal')],
    null,
    [{ lo: 80, hi: 80 }],
  ],
  ['nothing', [], null, null],
] as const)('a run reaches %s', (_, ends, ports, expected) => {
  const targets = targetsTo(...ends);
  expect(reachOf({ targets, ports })).toEqual({ targets, ports: expected });
});
