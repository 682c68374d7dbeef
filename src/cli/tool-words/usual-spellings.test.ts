import { describe, expect, it } from 'vitest';
import { planOf } from '../../../test/plan-of.ts';
import { catalogue } from '../../tools/catalogue.ts';
import { parseWords } from './parse-words.ts';

/** The words of a command line, those in single quotes as one. */
const wordsOf = (line: string): readonly string[] =>
  Array.from(line.matchAll(/'([^']*)'|\S+/g), ([word, quoted]) => quoted ?? word);

const toolOf = (name: string) => {
  const tool = catalogue.find((one) => one.name === name);
  if (tool === undefined) throw new Error(`no tool ${name}`);
  return tool;
};

const inputOf = (line: string): unknown => {
  const [name = '', ...words] = wordsOf(line);
  const parsed = parseWords(toolOf(name), words);
  return parsed.ok ? parsed.value : parsed.error;
};

const page = 'http://10.0.0.5/';
const accept = { Accept: 'text/html' };

describe('a call that is typed as its program is', () => {
  it.each([
    [
      'dig @10.0.0.53 txt.lab.internal TXT',
      { server: '10.0.0.53', target: 'txt.lab.internal', extra_args: ['TXT'] },
    ],
    [
      'dig @10.0.0.53 mx db.lab.internal',
      { server: '10.0.0.53', target: 'db.lab.internal', extra_args: ['mx'] },
    ],
    ['dig +tcp MX db.lab.internal', { target: 'db.lab.internal', extra_args: ['+tcp', 'MX'] }],
    ['dig @10.0.0.53 -x 10.0.0.5', { server: '10.0.0.53', target: '10.0.0.5' }],
    ['dig @10.0.0.53 -q db.lab.internal -t MX', { target: 'db.lab.internal', extra_args: ['-t', 'MX'] }],
    [`gobuster dir -u ${page} -w words.txt`, { target: page, wordlist: 'words.txt', extra_args: ['dir'] }],
    [
      `gobuster dir --url=${page} --wordlist=words.txt -x php`,
      { target: page, wordlist: 'words.txt', extra_args: ['dir', '-x', 'php'] },
    ],
    [
      `gobuster dir ${page} -w words.txt -x php`,
      { target: page, wordlist: 'words.txt', extra_args: ['dir', '-x', 'php'] },
    ],
    [
      'gobuster dns -d lab.internal -r 10.0.0.53 -w names.txt',
      { target: 'lab.internal', server: '10.0.0.53', wordlist: 'names.txt', extra_args: ['dns'] },
    ],
    [
      'gobuster dns --domain lab.internal --resolver 10.0.0.53 -w names.txt',
      { target: 'lab.internal', server: '10.0.0.53' },
    ],
    [
      `gobuster vhost -u ${page} --domain lab.internal -w names.txt`,
      { target: page, domain: 'lab.internal' },
    ],
    [`http_probe ${page} --headers '{"Accept": "text/html"}'`, { target: page, headers: accept }],
    [`http_probe ${page} --headers 'Accept: text/html'`, { target: page, headers: accept }],
    [
      `http_probe -H 'Accept: text/html' --header 'X-Note: a:b' ${page}`,
      { target: page, headers: { ...accept, 'X-Note': 'a:b' } },
    ],
    ['snmpwalk -v 2c -c public 10.0.0.5', { target: '10.0.0.5', version: '2c', community: 'public' }],
    ['snmpwalk -v2c -cpublic 10.0.0.5', { target: '10.0.0.5', version: '2c', community: 'public' }],
    [`http_probe -HAccept:text/html ${page}`, { target: page, headers: accept }],
    ['sslscan --sni-name=db.lab.internal 10.0.0.5', { target: '10.0.0.5', sni: 'db.lab.internal' }],
  ])('is the call that was meant: %s', (line, input) => {
    expect(inputOf(line)).toMatchObject(input);
  });

  it.each([
    'dig @10.0.0.53 txt.lab.internal TXT',
    'dig @10.0.0.53 -x 10.0.0.5',
    `gobuster dir -u ${page} -w words.txt -x php`,
    'gobuster dns -d lab.internal -r 10.0.0.53 -w words.txt',
    `http_probe ${page} -H 'Accept: text/html'`,
    'snmpwalk -v 2c -c public 10.0.0.5',
  ])('is accepted: %s', (line) => {
    const [name = ''] = line.split(' ');
    expect(planOf(toolOf(name), inputOf(line))).toMatchObject({ ok: true });
  });

  it('has one meaning for a flag that has two: -d is the domain beside dns alone', () => {
    expect(inputOf(`gobuster dir ${page} -w words.txt -d`)).toMatchObject({ extra_args: ['dir', '-d'] });
  });

  it('is refused where it names two targets, whichever way', () => {
    expect(inputOf('dig -x 10.0.0.5 db.lab.internal')).toMatchObject({
      code: 'input.invalid',
      message: 'One call has one target; what is "db.lab.internal"?',
    });
    expect(inputOf('dig TXT a.lab.internal b.lab.internal')).toMatchObject({ code: 'input.invalid' });
  });

  it('says which parameter a flag stands for where its value is missing', () => {
    expect(inputOf('dig @10.0.0.53 -x')).toMatchObject({
      message: '-x needs a value.',
      next: ['It is target: Name, or address for its PTR.'],
    });
  });

  it('hands a map that is none on as it is, so that the tool says what it takes', () => {
    for (const text of ['{"Accept": ', '[1]', 'plain'])
      expect(inputOf(`http_probe ${page} --headers '${text}'`)).toMatchObject({ headers: text });
  });
});
