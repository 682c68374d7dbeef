import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../harness/temporary-folder.ts';
import { checkoutEntry } from '../subjects/home.ts';

/** A server's home in which a stub stands for dig; what the caller asks it for decides how it ends. */
export interface World {
  readonly config: string;
  readonly database: string;
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Writes a sound configuration; each `turn` is another than the one before. */
  readonly configure: (turn: number) => void;
  /** Writes what is no configuration. */
  readonly breakConfig: () => void;
  /** Takes the program away, or puts it back. */
  readonly hideProgram: (hidden: boolean) => void;
}

/** Makes it; it is gone when this process has ended. */
export function makeWorld(): World {
  const folder = temporaryFolder();
  const programs = join(folder, 'programs');
  const stub = join(programs, 'dig');
  const config = join(folder, 'config.json');
  const database = join(folder, 'audit.sqlite');
  mkdirSync(programs);
  writeFileSync(stub, script(readFileSync(recordedAnswer, 'utf8')));
  chmodSync(stub, 0o755);
  const configure = (turn: number): void => write(config, JSON.stringify(settings(programs, database, turn)));
  configure(0);
  return {
    config,
    database,
    command: [checkoutEntry, 'serve', '--http', '--port', '0', '--config', config],
    env: { PATH: process.env['PATH'] ?? '', HOME: folder, XDG_STATE_HOME: folder, XDG_RUNTIME_DIR: folder },
    configure,
    breakConfig: () => write(config, '{"scope": {"allow": ['),
    hideProgram: (hidden) => renameSync(hidden ? stub : `${stub}.away`, hidden ? `${stub}.away` : stub),
  };
}

/** As a whole, or the server might read half of it. */
function write(path: string, text: string): void {
  writeFileSync(`${path}.new`, text, { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

const recordedAnswer = new URL('../../src/tools/catalogue/fixtures/dig-a.txt', import.meta.url);

const script = (answer: string): string => `#!/bin/sh
case "$*" in
  -v) echo 'DiG 9.99.1' ;;
  *slow.lab.internal*) exec sleep 5 ;;
  *broken.lab.internal*) exit 10 ;;
  *crash.lab.internal*) kill -SEGV $$ ;;
  *flood.lab.internal*) yes 'a line of a flood' | head -c 300000 ;;
  *) printf %s '${answer}' ;;
esac
`;

const settings = (programs: string, database: string, turn: number): object => ({
  version: 1,
  scope: {
    allow: ['*.lab.internal'],
    allow_loopback: true,
    max_concurrent_per_target: 64,
    max_calls_per_target_per_minute: 100_000,
    max_probes_per_target_per_hour: 1_000_000_000,
  },
  tool: { search_path: [programs, '/usr/bin', '/bin'] },
  tools: { dig: { concurrency: turn % 2 === 0 ? 8 : 6, timeout_sec: 2 } },
  security: { max_output_size: turn % 3 === 0 ? 65_536 : 131_072 },
  circuit_breaker: { failure_threshold: turn % 2 === 0 ? 5 : 8, recovery_timeout: 1 },
  limits: { queue_size: 32 + (turn % 5) },
  logging: { level: 'info' },
  database: { url: `sqlite:${database}` },
});
