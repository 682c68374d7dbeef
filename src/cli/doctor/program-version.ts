import { execFile } from 'node:child_process';

/** How each program tells its version; others are asked with `--version`. */
const versionFlags: Readonly<Record<string, string>> = { dig: '-v' };

/** The version that a program tells, such as `7.93`, or null where it tells none within three seconds. */
export function programVersion(path: string, program: string): Promise<string | null> {
  return new Promise((resolve) => {
    const options = {
      timeout: 3000,
      maxBuffer: 64 * 1024,
      env: { PATH: '/usr/bin:/bin', LC_ALL: 'C.UTF-8' },
    };
    execFile(path, [versionFlags[program] ?? '--version'], options, (error, stdout, stderr) => {
      const version = /\d+\.\d+[\w.]*/.exec(`${stdout}\n${stderr}`)?.[0] ?? null;
      resolve(error === null ? version : null);
    });
  });
}
