import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { createSandbox } from './command-line.ts';
import { runProgram } from './run-program.ts';
import { serveThroughout, serveWords } from './serving.ts';

const inspector = fileURLToPath(
  new URL('../node_modules/@modelcontextprotocol/inspector/clients/launcher/build/index.js', import.meta.url),
);
const sandbox = createSandbox('auto');
const home = join(sandbox.folder, 'inspector');
const configFile = join(home, 'servers.json');
const serving = serveThroughout(sandbox);

beforeAll(() => {
  mkdirSync(home);
  const server = { command: process.execPath, args: serveWords(sandbox, '--stdio'), env: { ...sandbox.env } };
  writeFileSync(configFile, JSON.stringify({ mcpServers: { bailiwick: server } }));
});

const overStdio = (): readonly string[] => ['--config', configFile, '--server', 'bailiwick'];
const overHttp = (): readonly string[] => [`${serving().url}/mcp`, '--transport', 'http'];

describe.each([
  ['stdio', 'legacy', overStdio],
  ['stdio', 'modern', overStdio],
  ['HTTP', 'legacy', overHttp],
  ['HTTP', 'modern', overHttp],
] as const)('the MCP Inspector over %s, %s era', (_, era, target) => {
  const inspect = (...words: readonly string[]) =>
    runProgram(
      inspector,
      ['--cli', ...target(), '--protocol-era', era, '--stored-auth-only', '--format', 'json', ...words],
      home,
    );
  const call = (tool: string, input: object) =>
    inspect('--method', 'tools/call', '--tool-name', tool, '--tool-args-json', JSON.stringify(input));

  it('lists tools whose schemas it finds portable', async () => {
    const { code, stdout, stderr } = await inspect('--method', 'tools/list', '--strict');
    expect(code, stderr).toBe(0);
    expect(stderr).not.toContain('inputSchema');
    expect(JSON.parse(stdout)).toMatchObject({
      result: { tools: expect.arrayContaining([expect.objectContaining({ name: 'port_check' })]) },
    });
  });

  it('calls a tool', async () => {
    const { code, stdout } = await call('port_check', { target: '127.0.0.1', ports: '1' });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ result: { structuredContent: { status: 'succeeded' } } });
  });

  it('sees a refusal as the error of a tool', async () => {
    const { code, stdout, stderr } = await call('port_check', { target: '8.8.8.8', ports: '53' });
    expect(code).toBe(5);
    expect(stdout + stderr).toContain('othing was sent');
  });
});
