import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { policy } from '../../../../test/tool-suite.ts';
import { failure } from '../../../kernel/failure.ts';
import type { Draft, Finding, ToolOutput } from '../../tool.ts';
import { httpProbe } from '../http-probe.ts';

function draftOf(input: Readonly<Record<string, unknown>>): Draft {
  const draft = httpProbe.draft({ target: 'http://10.0.0.5/a/b', ...input }, policy);
  if (!draft.ok) throw new Error(draft.error.message);
  return draft.value;
}

const printed = (stdout: string): ToolOutput => ({
  stdout,
  stderr: '',
  truncatedStdout: false,
  returncode: 0,
  complete: true,
});

const redirect = (location: string, status = 302): ToolOutput =>
  printed(
    `HTTP/1.1 ${status} Moved\r\nLocation: ${location}\r\n\r\n\nbailiwick|http://10.0.0.5/|10.0.0.5|0|0\n`,
  );

const next = (location: string, input: Readonly<Record<string, unknown>> = {}, status = 302) =>
  draftOf(input).trail?.next(redirect(location, status)) ?? null;

describe('a Location becomes the next target', () => {
  test.each([
    ['c', 'http://10.0.0.5/a/c'],
    ['/c?x=1#part', 'http://10.0.0.5/c?x=1'],
    ['//db.lab.internal/x', 'http://db.lab.internal/x'],
    ['https://10.0.0.5/', 'https://10.0.0.5/'],
    ['http://10.0.0.5:80/', 'http://10.0.0.5/'],
    ['HTTP://EVIL.com', 'http://evil.com/'],
    ['?q', 'http://10.0.0.5/a/b?q'],
  ])('%s → %s', (location, target) => {
    expect(next(location)).toMatchObject({ target, max_redirects: 4 });
  });

  test.each([
    'http://8.8.8.8/',
    'http://10.0.0.5@8.8.8.8/',
    String.raw`http:\\evil.com\x`,
    'http://2130706433/',
    'http://[::1]/',
    'http://169.254.169.254/latest/meta-data',
    'http://127.1/',
    'file:///etc/passwd',
    'gopher://10.0.0.5/',
    'javascript:alert(1)',
    'http://',
    'http://user:pw@10.0.0.5/',
    '//evil.com',
    'http://10.0.0.5.evil.com/',
    'http://ｅｖｉｌ.com/',
    `http://10.0.0.5/${'a'.repeat(3000)}`,
  ])('%s is judged like a caller’s target, and refused', (location) => {
    const hop = next(location);
    expect(hop).not.toBeNull();
    expect(httpProbe.draft(hop, policy)).toMatchObject({ ok: false, error: { field: 'target' } });
  });

  test('whatever it says, what comes out is refused or names a target inside the scope', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ maxLength: 60 }), fc.webUrl(), fc.webPath()), (location) => {
        const hop = next(location);
        const draft = hop === null ? null : httpProbe.draft(hop, policy);
        if (draft?.ok !== true) return;
        const plan = draft.value.plan(new Map());
        expect(plan.ok ? plan.value.targets.map(({ url }) => url?.address) : ['10.0.0.5']).toEqual([
          '10.0.0.5',
        ]);
      }),
    );
  });
});

describe('what is followed', () => {
  test.each([301, 302, 303, 307, 308])('status %i is', (status) => {
    expect(next('/x', {}, status)).not.toBeNull();
  });

  test.each([200, 201, 300, 304, 305, 404])('status %i is not', (status) => {
    expect(next('/x', {}, status)).toBeNull();
  });

  test('nothing without a Location, and nothing once the redirects are used up', () => {
    const bare = printed('HTTP/1.1 302 Found\r\n\r\n\nbailiwick|http://10.0.0.5/|10.0.0.5|0|0\n');
    expect(draftOf({}).trail?.next(bare)).toBeNull();
    let hop: unknown = { target: 'http://10.0.0.5/', max_redirects: 2 };
    for (let count = 0; count < 3; count += 1) {
      const draft = httpProbe.draft(hop, policy);
      if (!draft.ok) throw new Error(draft.error.message);
      hop = draft.value.trail?.next(redirect('/again')) ?? null;
      expect(hop === null, `hop ${count}`).toBe(count === 2);
    }
  });
});

describe('what goes along', () => {
  const headers = { 'X-Trace': 'secret' };

  test('headers go to the same origin', () => {
    expect(next('/x', { headers })).toMatchObject({ headers });
    expect(next('http://10.0.0.5:80/x', { headers })).toMatchObject({ headers });
  });

  test.each([
    'https://10.0.0.5/',
    'http://10.0.0.5:8080/',
    'http://10.0.0.6/',
    '//db.lab.internal/',
    'http://',
  ])('and not to %s', (location) => {
    expect(next(location, { headers })).not.toHaveProperty('headers');
  });

  test('the method stays, except that 303 asks for GET', () => {
    expect(next('/x', { method: 'OPTIONS' }, 307)).toMatchObject({ method: 'OPTIONS' });
    expect(next('/x', { method: 'HEAD' }, 303)).toMatchObject({ method: 'HEAD' });
    expect(next('/x', { method: 'OPTIONS' }, 303)).toMatchObject({ method: 'GET' });
  });
});

test('the hops are joined to one result, with the one that was refused', () => {
  const draft = draftOf({});
  const plan = draft.plan(new Map());
  if (!plan.ok || draft.trail === null) throw new Error('no plan');
  const findings = [redirect('http://8.8.8.8/'), redirect('http://8.8.8.8/', 307)].map((output): Finding => {
    const found = httpProbe.read(plan.value).end(output);
    if (!found.ok) throw new Error(found.error.message);
    return found.value;
  });
  const stopped = { target: 'http://8.8.8.8/', failure: failure('scope.outside', 'No.') };
  const joined = draft.trail.join(findings, stopped);
  expect(joined.summary).toBe(
    'HTTP 302 → 307. 1 headers, 0 bytes of body. The redirect was not followed: scope.outside.',
  );
  expect(joined.result).toMatchObject({
    status: 307,
    hops: [{ status: 302 }, { status: 307 }],
    stopped: { url: 'http://8.8.8.8/', code: 'scope.outside', message: 'No.' },
  });
});
