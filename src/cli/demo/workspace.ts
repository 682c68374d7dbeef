import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { failure } from '../../kernel/failure.ts';
import { quote } from '../../kernel/quote.ts';
import { err, ok, type Result } from '../../kernel/result.ts';

/** A private folder with the configuration of the demo, for its time alone. */
export interface Workspace {
  readonly folder: string;
  readonly configFile: string;
  /** The text of the configuration. */
  readonly config: string;
  readonly remove: () => Promise<void>;
}

/** Makes a folder that only this user may enter and writes a scope for loopback into it, and for nothing else. */
export async function createWorkspace(): Promise<Result<Workspace>> {
  const folder = await makeFolder(join(tmpdir(), 'bailiwick-demo-'));
  if (!folder.ok) return folder;
  return ok(await furnish(folder.value));
}

async function furnish(folder: string): Promise<Workspace> {
  const configFile = join(folder, 'config.yaml');
  await writeFile(configFile, config, { mode: 0o600 });
  return { folder, configFile, config, remove: () => rm(folder, { recursive: true, force: true }) };
}

async function makeFolder(prefix: string): Promise<Result<string>> {
  try {
    return ok(await mkdtemp(prefix));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    const message = `The temporary folder ${quote(tmpdir())} takes no folder for the demo (${code}).`;
    const next = ['Set TMPDIR to a folder that exists and that you may write, or unset it.'];
    return err(failure('sandbox.unavailable', message, { field: 'TMPDIR', next }));
  }
}

const config = `version: 1
scope:
  allow: []              # no network at all…
  allow_loopback: true   # …but this machine itself
`;
