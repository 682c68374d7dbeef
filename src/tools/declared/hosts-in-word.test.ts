import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anySpelling } from './fixtures/any-spelling.ts';
import { hostsIn } from './hosts-in-word.ts';

/** Words with two spaces or a line between them. */
const words = (text: string): readonly string[] => text.trim().split(/\n\s*| {2}/);

const hostile = words(String.raw`
  8.8.8.8  8.8.8.8/24  a,8.8.8.8  --server=8.8.8.8  -h8.8.8.8  -vvh8.8.8.8  @8.8.8.8  X-To: 8.8.8.8  k=v&h=8.8.8.8  a\8.8.8.8
  8.8.8  127.1  10.1  172818452  --to=172818452  0x7f000001  0x8.8  0177.0.0.1  017700000001  10/8  quoted "8.8.8.8"
  10.0.0.1-9  8.8.8.8-9.9.9.9  134744072-134744080  8.8.8.*  *.8.8.8  [8-9].8.8.8  8.8.8.{8,9}  --server=/domain/8.8.8.8  /8.8.8.8
  ８.8.8.8  8。8。8。8  evil．example  ëvil.example  xn--vil-jma.example  a_b.example
  ::1  [::1]  [fd00::5]:443  -hfd00::5  ::ffff:8.8.8.8  fe80::1%eth0  tcp:fd00::5  udp6:[fd00::5]:161
  user@evil.example  user@db  @ns1  db:http  db:80  -L8080:db:80  tcp:db  name#53  ns1#domain  localhost  --server=localhost
  evil.example  evil.example.  evil.  db.lab.internal  -hevil.example  --x=y,evil.example  Host: evil.example  report.xml
  9.8/16  1.1/8  evil%2Ecom  127%2e0%2e0%2e1  http:/evil  http:\evil
  http://x  HTTP://8.8.8.8/  --url=ftp://x/  x=file:///etc/x  //evil/x  @//evil/x  \\evil\x  /dev/tcp/db/80
`);

const ordinary = words(String.raw`
  -n  -v  -vvv  -4  -6  -T4  -oX  -sS  -Pn  -p1-1024  -p-  -pT:80,U:53  -i0.2  -  --  --json  --no-dns  --tls1.2  --tlsv1.3  --http1.1
  --max-time=2.5  --log.level  --log.level=info  +tcp  +time=2  5  80  0  1-1024  22,80,8000-8100  65535  1000000  16777215  0x10  0xffff
  2.0  0.25  1.2  9.99  1.5s  0.5ms  10k  5/100  T:22  tcp:80  12:30  12:30:00  2026-01-31  .1.3.6.1.2.1  1.3.6.1.2.1.1  1,2,3
  fast  TLSv1.2  SSLv3  v2c  utf-8  sha256  X25519:P-256  HIGH:!aNULL:!MD5  DEFAULT@SECLEVEL=0  key=value  %h %p  @-  a b  ...  .php  :
  Accept: text/html, */*;q=0.9  User-Agent: Mozilla/5.0 (X11; Linux x86_64)  GET / HTTP/1.1  IF-MIB::ifDescr  SNMPv2-MIB::sysDescr.0
  /etc/probe.d/it.conf  --config=/etc/probe.d/it.conf  @/srv/body.json  ./body.json  /usr/share/a+b/x.txt  /a.b:/c.d  *  */*  @  #
`);

describe('a word that could name a host', () => {
  test.each(hostile)('%s is found', (word) => {
    expect(hostsIn(word)).not.toEqual([]);
  });

  test.each(['8.8.8\u00ad.8', '8.8.8.\u200b8', '\uff40x\uff1d8.8.8.8'])('%j is found', (word) => {
    expect(hostsIn(word)).not.toEqual([]);
  });
});

describe('where a program looks for targets, two numbers are a host', () => {
  test.each(['1.1', '8.8', '9.9,8.8', '-h1.1', '9.99'])('%s', (word) => {
    expect(hostsIn(word, true)).not.toEqual([]);
  });

  test.each(['0.2', '-i0.2', '--tlsv1.2', '5', '-c1', '--max-time'])('but not in %s', (word) => {
    expect(hostsIn(word, true)).toEqual([]);
  });
});

describe('an ordinary word names none', () => {
  test.each([...ordinary, ''])('%s', (word) => {
    expect(hostsIn(word)).toEqual([]);
  });
});

test('the parts that name hosts are told as they are written, so that a probe may name this machine', () => {
  expect(hostsIn('--to=127.0.0.1:80')).toEqual(['127.0.0.1']);
  expect(hostsIn('-h127.0.0.1')).toEqual(['127.0.0.1']);
  expect(hostsIn('[::1]:80')).toEqual(['::1']);
  expect(hostsIn('127.0.0.1,8.8.8.8')).toEqual(['127.0.0.1', '8.8.8.8']);
});

const before = [
  '',
  '-h',
  '-vh',
  '--server=',
  '-h=',
  'a,',
  'user@',
  '@',
  'x/',
  'tcp:',
  'X-To: ',
  'http://',
  '"',
  '(',
];
const behind = ['', '/24', ',b', '#53', ':80', ':http', '/x.html', '"', ' x', ';', '%eth0', '@x'];

test('any spelling of any address or name is found, whatever is glued to it', () => {
  const around = fc.tuple(fc.constantFrom(...before), fc.constantFrom(...behind));
  fc.assert(
    fc.property(anySpelling(), around, (host, [left, right]) => {
      expect(hostsIn(`${left}${host}${right}`)).not.toEqual([]);
      expect(hostsIn(`${left}[${host}]${right}`)).not.toEqual([]);
    }),
    { numRuns: 2000 },
  );
});

test('no word makes it throw or take long', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (word) => Array.isArray(hostsIn(word))),
  );
  const started = performance.now();
  for (const piece of [
    '1:',
    'a:',
    '-1',
    '1.',
    ':',
    '@a',
    '[a',
    '{1',
    '#a',
    '--1a',
    '_',
    'é.',
    '0x',
    '*.',
    ' ',
  ]) {
    hostsIn(`-${piece.repeat(250)}`);
    hostsIn(piece.repeat(250));
  }
  expect(performance.now() - started).toBeLessThan(500);
});
