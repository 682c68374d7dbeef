import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../config/load.ts';
import { checkListener } from './check-listener.ts';
import { checkNode } from './check-node.ts';
import { checkRights } from './check-rights.ts';
import { renderDiagnosis } from './diagnosis.ts';

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

  it.each([
    ['127.0.0.1', 'http', 'ok'],
    ['0.0.0.0', 'stdio', 'warn'],
    ['0.0.0.0', 'http', 'broken'],
  ])('judges a listener on %s, served over %s: %s', (host, transport, status) => {
    const env = { BAILIWICK_SERVER_HOST: host, BAILIWICK_SERVER_TRANSPORT: transport };
    const loaded = loadConfig({ env, flags: [] });
    expect(loaded.ok && checkListener(loaded.value.config).status).toBe(status);
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
