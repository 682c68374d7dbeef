import { closeSync, readdirSync, readFileSync } from 'node:fs';

/**
 * Closes every descriptor above the channel that a program would inherit: a server that was itself started with open
 * files, such as a log or another server's socket, must not hand them to the tools. Node's own are marked close-on-exec;
 * what it was born with above the first gap is not.
 */
export function closeInheritedDescriptors(channel: number): void {
  if (process.platform !== 'linux') return;
  for (const entry of readdirSync('/proc/self/fd')) {
    const descriptor = Number(entry);
    if (descriptor > channel && isInheritable(descriptor)) closeSync(descriptor);
  }
}

function isInheritable(descriptor: number): boolean {
  try {
    const flags = /^flags:\s*([0-7]+)$/m.exec(readFileSync(`/proc/self/fdinfo/${descriptor}`, 'latin1'))?.[1];
    return flags !== undefined && (Number.parseInt(flags, 8) & closeOnExec) === 0;
  } catch {
    // The listing's own descriptor, which is closed by now.
    return false;
  }
}

/** O_CLOEXEC as fdinfo shows it; node:fs does not name it. */
const closeOnExec = 0o2000000;
