import { describe, expect, it } from 'vitest';
import { checkNode } from './check-node.ts';
import { checkRights } from './check-rights.ts';
import { renderDiagnosis } from './diagnosis.ts';
import { installHint } from './install-hint.ts';
import { programVersion } from './program-version.ts';

describe('doctor', () => {
  it('takes Node 24 and newer and says what to do about an older one', () => {
    expect(checkNode('v24.0.0').status).toBe('ok');
    expect(checkNode('v26.1.0').status).toBe('ok');
    expect(checkNode('v22.19.0')).toMatchObject({ status: 'broken', fix: 'install Node.js 24 or newer' });
  });

  it('warns of root, and of nobody else', () => {
    expect(checkRights(0).status).toBe('warn');
    expect(checkRights(1000).status).toBe('ok');
    expect(checkRights(undefined).status).toBe('ok');
  });

  it('knows which package holds a program', () => {
    expect(installHint('nmap', 'linux')).toBe('sudo apt-get install nmap');
    expect(installHint('dig', 'linux')).toBe('sudo apt-get install bind9-dnsutils');
    expect(installHint('dig', 'darwin')).toBe('brew install bind');
  });

  it('reads the version that a program tells, and gives up on one that fails', async () => {
    expect(await programVersion(process.execPath, 'node')).toBe(process.versions.node);
    expect(await programVersion('/bin/false', 'false')).toBeNull();
    expect(await programVersion('/no/such/program', 'none')).toBeNull();
  });

  it('shows the way out under everything that is not well', () => {
    const broken = { name: 'node', status: 'broken', message: 'too old', fix: 'install Node.js 24' } as const;
    expect(renderDiagnosis(broken, (_colour, text) => text)).toBe(
      ' ✗ node        too old\n               fix: install Node.js 24\n',
    );
    const well = { name: 'node', status: 'ok', message: 'v24.21.0' } as const;
    expect(renderDiagnosis(well, (_colour, text) => text)).toBe(' ✔ node        v24.21.0\n');
  });
});
