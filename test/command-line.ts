import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What a command left behind. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface RunOptions {
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Sends SIGINT as soon as this file exists. */
  readonly interruptOnce?: string;
}

/** A private home with a configuration for loopback, and a folder of stub programs, for one test file. */
export interface Sandbox {
  readonly folder: string;
  readonly config: string;
  /** What commands see of the environment: nothing of this machine's own settings. */
  readonly env: Readonly<Record<string, string>>;
  readonly run: (args: readonly string[], options?: RunOptions) => Promise<Ended>;
  /**
   * Writes an executable shell script into the folder `stubs`, which `--set tool.search_path=…` puts first. It is taken for the
   * program of its name: the questions by which bailiwick recognises nmap, dig and snmpwalk are answered before the script begins.
   */
  readonly stub: (name: string, script: string) => string;
  readonly remove: () => void;
}

const launcher = fileURLToPath(new URL('../bin/bailiwick.js', import.meta.url));

/**
 * Makes the folder; every command runs with it as HOME and state folder. Stubs tell what they see by files beside them, which no
 * program in a box could: where none is used, `mode` may be what users have.
 */
export function createSandbox(mode: 'auto' | 'process' = 'process'): Sandbox {
  const folder = mkdtempSync(join(tmpdir(), 'bailiwick-test-'));
  const stubs = join(folder, 'stubs');
  const config = join(folder, 'config.yaml');
  mkdirSync(stubs);
  writeFileSync(
    config,
    'version: 1\nscope:\n  allow: ["10.0.0.0/24", "*.lab.internal"]\n  allow_loopback: true\n',
  );
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: folder,
    XDG_STATE_HOME: join(folder, 'state'),
    // Where its servers listen for commands, which reach no other test's.
    RUNTIME_DIRECTORY: join(folder, 'runtime'),
    BAILIWICK_SANDBOX_MODE: mode,
    // What a test has left running is not waited for.
    BAILIWICK_SERVER_SHUTDOWN_GRACE_PERIOD: '0',
  };
  return {
    folder,
    config,
    env,
    run: (args, options) => runCommand(env, args, options),
    stub: (name, script) => {
      const path = join(stubs, name);
      writeFileSync(path, `#!/bin/sh\n${recognised}\n${script}\n`);
      chmodSync(path, 0o755);
      return stubs;
    },
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const recognised = `case "$*" in
  --version) echo 'Nmap version 7.99'; echo 'NET-SNMP version: 5.9.3'; exit ;;
  --privileged*) echo '<state state="closed" reason="reset"'; exit ;;
  -v) echo 'DiG 9.99.1'; exit ;;
esac`;

function runCommand(base: Sandbox['env'], args: readonly string[], options: RunOptions = {}): Promise<Ended> {
  const env = { ...base, ...options.env };
  const child = spawn(process.execPath, [launcher, ...args], { env, stdio: ['pipe', 'pipe', 'pipe'] });
  const text = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text.stdout += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (text.stderr += chunk));
  child.stdin.on('error', () => undefined);
  child.stdin.end(options.input ?? '');
  const { interruptOnce } = options;
  const watch = setInterval(() => {
    if (interruptOnce === undefined || !existsSync(interruptOnce)) return;
    clearInterval(watch);
    child.kill('SIGINT');
  }, 50);
  return new Promise((resolve) => {
    child.on('close', (code) => {
      clearInterval(watch);
      resolve({ code, ...text });
    });
  });
}
