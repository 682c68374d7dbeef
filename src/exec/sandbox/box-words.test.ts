import { describe, expect, it } from 'vitest';
import { boxWords } from './box-words.ts';

const view = {
  folders: ['/usr'],
  links: [['/bin', 'usr/bin']],
  settings: ['/etc/services', '/etc/ssl/certs'],
} as const;
const folder = '/tmp/bailiwick-r-a';
const wordsOf = (change: Partial<Parameters<typeof boxWords>[0]> = {}): string =>
  boxWords({ view, folder, reads: [], network: true, raw: false, ...change }).join(' ');

describe('the words of a box', () => {
  it('begin with namespaces of its own, below which none can be made, and no right', () => {
    expect(wordsOf()).toMatch(/^--unshare-user --uid 65534 --gid 65534 --disable-userns --cap-drop ALL /);
    for (const word of [
      '--unshare-pid',
      '--unshare-ipc',
      '--unshare-uts',
      '--die-with-parent',
      '--new-session',
    ])
      expect(wordsOf()).toContain(word);
  });

  it('filter a program with raw sockets, which has no user namespace, so that it can make none', () => {
    expect(wordsOf({ raw: true })).toContain(' --cap-add CAP_NET_RAW ');
    expect(wordsOf({ raw: true })).toContain(' --seccomp 4 ');
    expect(wordsOf({ raw: true })).not.toContain('--unshare-user');
    expect(wordsOf()).not.toMatch(/--cap-add|--seccomp/);
  });

  it('show the system read-only, and let nothing be written but the folder of the run', () => {
    const words = boxWords({ view, folder, reads: ['/srv/words/a.txt'], network: true, raw: false });
    expect(words.filter((word) => word === '--bind')).toHaveLength(1);
    expect(words.join(' ')).toContain(`--bind ${folder} ${folder} --chdir ${folder}`);
    expect(words.join(' ')).toContain('--ro-bind /usr /usr --symlink usr/bin /bin');
  });

  it('make the folders above what is shown open to all, once each and before what lies in them', () => {
    const words = wordsOf({ reads: ['/srv/words/a.txt', '/srv/words/b.txt'] });
    for (const parent of ['/etc', '/etc/ssl', '/srv', '/srv/words']) {
      expect(words.split(`--perms 0755 --dir ${parent} `)).toHaveLength(2);
      expect(words.indexOf(`--dir ${parent} `)).toBeLessThan(words.indexOf(`--ro-bind-try ${parent}/`));
    }
  });

  it('show nothing twice that the system’s folders hold', () => {
    expect(wordsOf({ reads: ['/usr/bin/nmap', '/usr/share/wordlists/a.txt'] })).toBe(wordsOf());
  });

  it('cut the network off where a program is to have none', () => {
    expect(wordsOf()).not.toContain('--unshare-net');
    expect(wordsOf({ network: false })).toContain(' --unshare-net ');
  });

  it('end with where bubblewrap reports, so that a program’s words are never taken for its own', () => {
    expect(wordsOf()).toMatch(/ --json-status-fd 3 --block-fd 5 --$/);
  });
});
