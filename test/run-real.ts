import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sampleScope } from '../src/scope/fixtures/sample-scope.ts';
import type { Finding, Policy, Tool } from '../src/tools/tool.ts';
import { pathOf } from './installed.ts';
import { planOf, policy } from './plan-of.ts';

/** Real programs, and nothing but loopback: this scope allows no other address. */
export const loopback: Policy = {
  ...policy,
  scope: sampleScope({ allow: ['loopback', '*.lab.internal'], allowLoopback: true }),
};

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly argv: readonly string[];
  readonly finding: Finding;
}

/** Runs a call's own command line, without a terminal as the runner has none, and reads what it printed. */
export async function runReal(tool: Tool, input: Readonly<Record<string, unknown>>): Promise<Ran> {
  const plan = planOf(tool, input, loopback);
  if (!plan.ok) throw new Error(plan.error.message);
  const { argv, program, streams, files, folderEnv } = plan.value;
  const folder = mkdtempSync(join(tmpdir(), 'bailiwick-real-'));
  try {
    for (const { name, text } of files) writeFileSync(join(folder, name), text, { mode: 0o600 });
    const child = spawn(pathOf(program.name) ?? program.name, argv, {
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: Object.fromEntries(folderEnv.map((name) => [name, folder])),
    });
    const [out, error] = await Promise.all([
      child.stdout.toArray(),
      child.stderr.toArray(),
      once(child, 'close'),
    ]);
    const reader = tool.read(plan.value);
    const stdout = Buffer.concat(out);
    const stderr = Buffer.concat(error).toString();
    if (streams) reader.write(stdout);
    const found = reader.end({
      stdout: stdout.toString(),
      stderr,
      truncatedStdout: false,
      returncode: child.exitCode,
      complete: true,
    });
    if (!found.ok) throw new Error(`${found.error.message} ${stderr}`);
    return { code: child.exitCode, stdout: stdout.toString(), stderr, argv, finding: found.value };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
