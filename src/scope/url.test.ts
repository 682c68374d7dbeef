import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { quickestMs } from '../../test/quickest.ts';
import { authorise } from './authorise.ts';
import { url } from './endpoint.ts';
import { hostileUrls } from './fixtures/hostile-urls.ts';
import { sampleScope } from './fixtures/sample-scope.ts';
import { parseUrl, readUrl, writeUrl } from './url.ts';

const scope = sampleScope();
const everybody = new Map(
  [...hostileUrls.map(({ text }) => text), 'db.lab.internal'].map((name) => [name, ['10.0.0.5']]),
);

describe('hostile web addresses are refused by the default scope', () => {
  test.each(
    hostileUrls.map(({ text, why }) => [text.length > 100 ? `${text.slice(0, 100)}…` : text, why, text]),
  )('%j: %s', (_, __, text) => {
    const refused = authorise(scope, url(text), everybody);
    expect(quickestMs(() => authorise(scope, url(text), everybody))).toBeLessThan(50);
    expect(refused.ok ? refused.value : refused.error.code).toMatch(
      /^(?:input\.invalid|scope\.(?:outside|denied))$/,
    );
    expect(refused.ok ? 0 : [refused.error.message, ...refused.error.next].join(' ').length).toBeLessThan(
      800,
    );
  });
});

describe('web addresses are read', () => {
  test.each([
    ['http://10.0.0.5', 'http://10.0.0.5/', 80],
    ['http://10.0.0.5:80/', 'http://10.0.0.5/', 80],
    ['https://db.lab.internal', 'https://db.lab.internal/', 443],
    ['https://DB.Lab.Internal:8443/A/b?C=d', 'https://db.lab.internal:8443/A/b?C=d', 8443],
    ['http://db.lab.internal:443/', 'http://db.lab.internal:443/', 443],
    ['https://db.lab.internal:65535/', 'https://db.lab.internal:65535/', 65_535],
    ['http://10.0.0.5/a/../b/./c', 'http://10.0.0.5/b/c', 80],
    ['http://10.0.0.5/%2e%2e/x', 'http://10.0.0.5/x', 80],
    ['http://10.0.0.5/%2f..%00?q=%C3%A9', 'http://10.0.0.5/%2f..%00?q=%C3%A9', 80],
    ['http://10.0.0.5//evil.com/', 'http://10.0.0.5//evil.com/', 80],
    ['http://10.0.0.5/@evil.com:80/;a=b,c!$&()*+~_-', 'http://10.0.0.5/@evil.com:80/;a=b,c!$&()*+~_-', 80],
    ['http://10.0.0.5/?url=http://evil.com/', 'http://10.0.0.5/?url=http://evil.com/', 80],
    ['http://xn--mnchen-3ya.lab.internal/', 'http://xn--mnchen-3ya.lab.internal/', 80],
    [`http://10.0.0.5/${'a'.repeat(2032)}`, `http://10.0.0.5/${'a'.repeat(2032)}`, 80],
  ])('%s', (text, written, port) => {
    const web = readUrl(text);
    expect(web === null ? null : writeUrl(web, web.host.text)).toBe(written);
    expect(web?.port).toBe(port);
  });
});

describe('a refusal says what is wrong', () => {
  test.each([
    ['http://[fd00::5]/', /IPv6 address is not accepted in a web address/],
    ['http://user@10.0.0.5/', /holds a user/],
    ['http://10.0.0.5:0/', /port is not a number from 1 to 65535/],
    ['http://db.lab.internal./', /ends with a dot/],
    ['http://10.0.0.5/#x', /fragment/],
    ['http://10.0.0.5/a{b', /"\{", to which some programs give a meaning/],
    ['http://10.0.0.5/%zz', /two hexadecimal digits/],
    ['http://0x7f.1/', /host "0x7f\.1" is neither one address nor one name/],
    ['http:///x', /host is empty/],
    ['ftp://10.0.0.5/', /scheme is "ftp"; http and https are known/],
    ['http://10.0.0.5/é', /character 17 is U\+00E9/],
    ['http://10.0.0.5?x', /no \/ before it/],
    ['http://evil.com\\.lab.internal/', /backslash/],
    ['', /empty/],
    [`http://10.0.0.5/${'a'.repeat(3000)}`, /3016 characters; the longest has 2048/],
  ])('%s', (text, said) => {
    const web = parseUrl(text, 'target');
    expect(web.ok ? '' : web.error.message).toMatch(said);
  });

  test.each([
    ['10.0.0.5:8080/x', 'http://10.0.0.5:8080/x'],
    ['//db.lab.internal/', 'http://db.lab.internal/'],
    ['HTTPS://db.lab.internal/A', 'https://db.lab.internal/A'],
    ['http://db.lab.internal.:80/', 'http://db.lab.internal:80/'],
    ['http://10.0.0.5?x=1', 'http://10.0.0.5/?x=1'],
    ['http://10.0.0.5/a#b', 'http://10.0.0.5/a'],
  ])('and what %s may have meant', (text, meant) => {
    const web = parseUrl(text, 'target');
    expect(web.ok ? '' : web.error.next[0]).toContain(`"${meant}"`);
  });
});

test('whatever is accepted has one host: the URL standard finds ours, in the text and in what we write', () => {
  const piece = fc.constantFrom(
    ...'http https :// // / : @ \\ # ? % . - _ [ ] { } 0x 10 .0 .5 10.0.0.5 8.8.8.8 db.lab.internal evil.com xn-- :80 :443 :0 %2f %00 .. ~ é １ 。 é\u0301 \t \n'.split(
      ' ',
    ),
    ' ',
    'A',
    'a',
  );
  const text = fc.oneof(
    fc.array(piece, { maxLength: 9 }).map((pieces) => pieces.join('')),
    fc.array(piece, { maxLength: 7 }).map((pieces) => `http://${pieces.join('')}`),
    fc.array(piece, { maxLength: 4 }).map((pieces) => `https://db.lab.internal${pieces.join('')}`),
    fc.webUrl({ withQueryParameters: true }),
  );
  let accepted = 0;
  fc.assert(
    fc.property(text, (asked) => {
      const web = readUrl(asked);
      if (web === null) return;
      accepted += 1;
      const written = writeUrl(web, web.host.text);
      for (const standard of [new URL(asked), new URL(written)]) {
        expect(standard.hostname).toBe(web.host.text);
        expect(Number(standard.port || (web.scheme === 'http' ? 80 : 443))).toBe(web.port);
        expect([standard.username, standard.password, standard.hash]).toEqual(['', '', '']);
      }
      expect(written).toBe(new URL(asked).href);
      expect(readUrl(written)).toEqual(web);
    }),
    { numRuns: 3000 },
  );
  expect(accepted).toBeGreaterThan(200);
});
