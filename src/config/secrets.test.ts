import { describe, expect, test } from 'vitest';
import { loadConfig } from './load.ts';

const canary = 'hunter2Canary';

describe('a secret in a configuration that has errors', () => {
  test.each([
    ['too short', `auth: {token: ${canary}}`],
    ['too short, on a line of its own', `auth:\n  token: ${canary}\n`],
    ['under a misspelt key', `auth:\n  tokn: ${canary}\n`],
    ['under a misspelt section', `auht: ${canary}\n`],
    ['in place of its section', `auth: ${canary}\n`],
    ['without a colon', `auth: {token ${canary}}`],
    ['in quotes that never close', `auth:\n  token: "${canary}\n  ${canary}\n`],
    ['as a block text with a fault behind it', `auth:\n  token: |\n    ${canary}\n   ${canary}: [\n`],
    ['as an alias', `auth:\n  token: *${canary}\n`],
    ['as a tag', `auth:\n  token: !${canary} x\n`],
    ['as digits', `auth:\n  token: 012345678\n`.replace('012345678', `0x${canary}`)],
    ['as a list', `auth:\n  token: [${canary}]\n`],
    ['twice', `auth:\n  token: ${canary}\n  token: ${canary}\n`],
    ['in JSON', `{\n  "auth": {\n    "token": "${canary}",\n  "tokn": "${canary}"\n}, ]`],
    ['in the address of a database', `database:\n  url: mysql://me:${canary}@db/x\n`],
  ])('is not repeated: %s', (_what, text) => {
    const loaded = loadConfig({ file: { path: 'cfg.yaml', text }, env: {}, flags: [] });
    expect(loaded.ok).toBe(false);
    expect(JSON.stringify(loaded)).not.toContain(canary);
  });

  test.each([
    ['BAILIWICK_AUTH_TOKEN', canary],
    ['BAILIWICK_AUTH_TOKEN', ` ${canary.repeat(4)}`],
    ['BAILIWICK_AUTH_TOKN', canary],
    ['MCP_DATABASE_URL', `mysql://me:${canary}@db/x`],
  ])('is not repeated from the environment: %s', (name, value) => {
    const loaded = loadConfig({ env: { [name]: value }, flags: [] });
    expect(loaded.ok).toBe(false);
    expect(JSON.stringify(loaded)).not.toContain(canary);
  });
});
