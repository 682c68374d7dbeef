import { expect, it } from 'vitest';
import type { ToolState } from '../../app/app.ts';
import { nmap } from '../../tools/catalogue/nmap.ts';
import { portCheck } from '../../tools/catalogue/port-check.ts';
import { checkProgram } from './check-program.ts';

const ready: ToolState = {
  tool: nmap,
  state: 'ready',
  why: null,
  path: '/usr/bin/nmap',
  version: '7.93',
  raw: null,
  offer: nmap.offer({ raw: true, classes: [] }),
};
const fails = { works: false, why: 'A try of them failed: "nmap -sS", it printed "no".' };

it.each<[string, ToolState, string, RegExp, RegExp | null]>([
  ['is there', ready, 'ok', /^nmap 7\.93 {2}\/usr\/bin\/nmap$/, null],
  ['has raw sockets', { ...ready, raw: { works: true, why: '' } }, 'ok', /raw sockets work/, null],
  ['ships with us', { ...ready, tool: portCheck }, 'ok', /^ships with bailiwick$/, null],
  ['is switched off', { ...ready, state: 'disabled', why: 'Off.' }, 'ok', /switched off/, null],
  ['is missing', { ...ready, state: 'missing', why: 'Gone.' }, 'warn', /not installed/, /dnf install nmap$/],
  [
    'does not answer',
    { ...ready, state: 'unchecked', why: 'It has not said yet what it is.' },
    'warn',
    /not offered until its program answers/,
    /^see why \/usr\/bin\/nmap does not end/,
  ],
  [
    'is another',
    { ...ready, state: 'unidentified', why: 'It printed "maps".' },
    'warn',
    /not offered: It printed "maps"/,
    /tool\.search_path is the real one and may be executed; to get it: sudo dnf install nmap$/,
  ],
  [
    'works without raw sockets alone',
    { ...ready, raw: fails },
    'warn',
    /^nmap 7\.93 .*not offered\. A try of them failed: "nmap -sS"/,
    /^setcap cap_net_raw\+ep \/usr\/bin\/nmap; or AmbientCapabilities=CAP_NET_RAW .*root$/,
  ],
  [
    'needs raw sockets that do not work',
    { ...ready, state: 'no_raw', why: fails.why, raw: fails },
    'warn',
    /^this tool is not offered: A try of them failed/,
    /^setcap cap_net_raw/,
  ],
])('a program that %s is told so, with what helps', (_what, state, status, message, fix) => {
  const diagnosis = checkProgram(state, 'fedora');
  expect(diagnosis).toMatchObject({ name: state.tool.name, status });
  expect(diagnosis.message).toMatch(message);
  if (fix === null) expect(diagnosis).not.toHaveProperty('fix');
  else expect(diagnosis).toMatchObject({ fix: expect.stringMatching(fix) });
});
