import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A private folder with the configuration of the demo, for its time alone. */
export interface Workspace {
  readonly folder: string;
  readonly configFile: string;
  /** The text of the configuration. */
  readonly config: string;
  readonly remove: () => Promise<void>;
}

/** Makes a folder that only this user may enter and writes a scope for loopback into it, and for nothing else. */
export async function createWorkspace(): Promise<Workspace> {
  const folder = await mkdtemp(join(tmpdir(), 'bailiwick-demo-'));
  const configFile = join(folder, 'config.yaml');
  await writeFile(configFile, config, { mode: 0o600 });
  return { folder, configFile, config, remove: () => rm(folder, { recursive: true, force: true }) };
}

const config = `version: 1
scope:
  allow: []              # no network at all…
  allow_loopback: true   # …but this machine itself
`;
