import { describe, expect, test } from 'vitest';
import { authorise } from '../scope/authorise.ts';
import type { AuthorisedTarget } from '../scope/authorised-target.ts';
import { host, query } from '../scope/endpoint.ts';
import { sampleScope } from '../scope/fixtures/sample-scope.ts';
import { assemble, at, blocks, flag, joined, option, positional, targetOption } from './build.ts';
import { namesExactly } from './names-exactly.ts';

function authorised(endpoint: ReturnType<typeof host>): AuthorisedTarget {
  const target = authorise(sampleScope(), endpoint, new Map([['db.lab.internal', ['10.0.0.5']]]));
  if (!target.ok) throw new Error(target.error.message);
  return target.value;
}

const range = authorised(host('10.0.0.1-9'));
const server = authorised(host('10.0.0.2'));
const name = authorised(query('db.lab.internal'));
const pinned = authorised(host('db.lab.internal'));

describe('the last look at a command line', () => {
  test('passes one that names its targets, as they are, with an @, or as blocks', () => {
    expect(namesExactly([flag('-n'), positional(range)], [range]).ok).toBe(true);
    expect(namesExactly(assemble([flag('-n'), blocks(range)]), [range]).ok).toBe(true);
    expect(
      namesExactly(assemble([targetOption('-q', name), at(server), joined('+time', 2)]), [name, server]).ok,
    ).toBe(true);
    expect(namesExactly(assemble([option('-p', 'T:22,80,U:53'), positional(pinned)]), [pinned]).ok).toBe(
      true,
    );
  });

  test.each([
    ['another address', flag('10.0.0.3')],
    ['another server', flag('@10.0.0.3')],
    ['an address behind an option', flag('--source=8.8.8.8')],
    ['an IPv6 address', flag('fd00::1')],
    ['a URL', flag('http://10.0.0.2/')],
    ['a list with a stranger in it', flag('10.0.0.2,8.8.8.8')],
    ['the name of a pinned host', flag('db.lab.internal')],
  ])('refuses one that also names %s', (_, stranger) => {
    const last = namesExactly([positional(server), stranger], [server]);
    expect(last.ok ? null : last.error.code).toBe('internal');
  });

  test('refuses one that leaves a target or a part of it out', () => {
    expect(namesExactly([flag('-n')], [server]).ok).toBe(false);
    expect(namesExactly(blocks(range).slice(1), [range]).ok).toBe(false);
    expect(namesExactly([positional(server)], [server, name]).ok).toBe(false);
  });
});
