import { userInfo } from 'node:os';
import type { Terminal } from '../terminal.ts';

/** Who types a command, for the log of the server: the user who became this one by sudo, where one did. */
export function asker({ env }: Pick<Terminal, 'env'>): string {
  const user = userName();
  const before = env['SUDO_USER'] ?? '';
  return (before === '' || before === user ? user : `${before} as ${user}`).slice(0, 64);
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // In a container a user may have no name.
    return String(process.geteuid?.() ?? 'unknown');
  }
}
