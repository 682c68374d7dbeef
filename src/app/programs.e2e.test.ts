import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { flag } from '../argv/build.ts';
import type { Clock } from '../kernel/clock.ts';
import { catalogue } from '../tools/catalogue.ts';
import type { Probe, Tool } from '../tools/tool.ts';
import { openStubPrograms, type StubPrograms } from './fixtures/stub-programs.ts';
import { createPrograms, type ProgramBook } from './programs.ts';

let nowMs = 0;
const clock: Clock = { monotonicMs: () => nowMs, wallMs: () => 0, after: () => () => undefined };

let stubs: StubPrograms;
let book: ProgramBook;
beforeEach(() => {
  stubs = openStubPrograms();
  book = createPrograms(stubs.lookout, clock);
});
afterEach(() => stubs.close());

const named = (name: string): Tool => {
  const tool = catalogue.find((each) => each.name === name);
  if (tool === undefined) throw new Error(`no ${name}`);
  return tool;
};
const rawProbe: Probe = { argv: [flag('--try-raw')], expects: /worked/ };
const nmap: Tool = { ...named('nmap'), rawProbe: null };
const rawNmap: Tool = { ...nmap, rawProbe };

describe('a program', () => {
  it('is recognised by what it says, and asked once, however many want to know', async () => {
    const path = stubs.put('nmap', 'echo "Nmap version 7.99 ( https://nmap.org )"');
    expect(book.seen(nmap)).toBeNull();
    const all = await Promise.all([1, 2, 3].map(() => book.identify(nmap)));
    const found = { ok: true, value: { path, version: '7.99', raw: null } };
    expect(all).toEqual([found, found, found]);
    expect(await book.identify(nmap)).toEqual(book.seen(nmap));
    expect(stubs.started()).toEqual(['nmap --version']);
  });

  it('that is another is refused by what it printed, cleaned and cut; once it is replaced, it is asked again', async () => {
    const path = stubs.put('nmap', `printf 'maps \\033[31m%0200d' 7 >&2`);
    const refused = await book.identify(nmap);
    expect(refused).toMatchObject({ ok: false, error: { code: 'tool.missing' } });
    const message = refused.ok ? '' : refused.error.message;
    expect(message).toContain(`"${path}" does not say that it is nmap (it printed "maps \\u001b[31m00`);
    expect(message).toContain('nothing was sent');
    expect(message.length).toBeLessThan(500);
    await book.identify(nmap);
    expect(stubs.started()).toHaveLength(1);
    stubs.put('nmap', 'echo "Nmap version 8"');
    expect(book.seen(nmap)).toBeNull();
    expect(await book.identify(nmap)).toMatchObject({ value: { version: '8' } });
  });

  it('may tell its version on either stream and leave with any code', async () => {
    stubs.put('dig', 'echo "DiG 9.18.1-Debian" >&2; exit 3');
    expect(await book.identify(named('dig'))).toMatchObject({ value: { version: '9.18.1-Debian' } });
  });

  it('that says nothing, or dies, is not taken for anything', async () => {
    stubs.put('nmap', 'kill -9 $$');
    expect(await book.identify(nmap)).toMatchObject({
      error: { message: expect.stringContaining('printed nothing') },
    });
  });

  it('that could not be started is tried again after half a minute, although its file is the same', async () => {
    const interpreter = join(stubs.folder, 'interpreter');
    const path = stubs.put('nmap', '');
    writeFileSync(path, `#!${interpreter}\n`);
    expect(await book.identify(nmap)).toMatchObject({ error: { code: 'tool.missing' } });
    stubs.put('interpreter', 'echo "Nmap version 9"');
    nowMs += 29_000;
    expect(await book.identify(nmap)).toMatchObject({ ok: false });
    nowMs += 2_000;
    expect(await book.identify(nmap)).toMatchObject({ ok: true });
  });

  it('that is removed is missing, and what ships with the package has its version, unasked', async () => {
    rmSync(stubs.put('nmap', 'echo "Nmap version 8"'));
    expect(await book.identify(nmap)).toMatchObject({ error: { code: 'tool.missing' } });
    expect(await book.identify(named('port_check'))).toMatchObject({ value: { version: '1.2.3-test' } });
    expect(stubs.started()).toEqual([]);
  });
});

describe('raw sockets', () => {
  const script = (raw: string): string => `[ "$1" = --version ] && echo "Nmap version 7.99" && exit\n${raw}`;

  it('are tried after the program was recognised, and the try is told', async () => {
    stubs.put('nmap', script('echo worked'));
    expect(await book.identify(rawNmap)).toMatchObject({
      value: { raw: { works: true, why: 'A try of them worked: "nmap --try-raw".' } },
    });
    expect(stubs.started()).toEqual(['nmap --version', 'nmap --try-raw']);
  });

  it('do not work where the try fails: the program is usable, and what it said is told', async () => {
    stubs.put('nmap', script('echo "cannot open a raw socket" >&2; exit 1'));
    expect(await book.identify(rawNmap)).toMatchObject({
      ok: true,
      value: {
        version: '7.99',
        raw: {
          works: false,
          why: 'Two tries of them failed: "nmap --try-raw", it printed "cannot open a raw socket".',
        },
      },
    });
  });

  it('are tried once more where the first try fails: a packet that a busy machine loses is no proof', async () => {
    const mark = join(stubs.folder, 'tried');
    stubs.put('nmap', script(`[ -e ${mark} ] && echo worked || : > ${mark}`));
    expect(await book.identify(rawNmap)).toMatchObject({ value: { raw: { works: true } } });
    expect(stubs.started()).toEqual(['nmap --version', 'nmap --try-raw', 'nmap --try-raw']);
  });

  it('are never tried with a program that is another', async () => {
    stubs.put('nmap', 'echo worked');
    await book.identify(rawNmap);
    expect(stubs.started()).toEqual(['nmap --version']);
  });
});
