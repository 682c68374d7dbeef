import type { ToolState } from '../../app/app.ts';
import { installHint, type PackageSystem } from '../install-hint.ts';
import type { Diagnosis } from './diagnosis.ts';

/** Says what a tool's program is, where it is and whether raw sockets work for it; or why it is not offered, and what helps. */
export function checkProgram(
  { tool, state, path, version, raw, why }: ToolState,
  system: PackageSystem | null,
): Diagnosis {
  const { name, program } = tool;
  const reason = why ?? 'it cannot be told why';
  switch (state) {
    case 'disabled':
      return { name, status: 'ok', message: 'switched off by the configuration' };
    case 'missing': {
      if (program.kind === 'own') {
        const fix = 'put that right, or take the file out of tool.definitions';
        return { name, status: 'warn', message: `this tool is not offered: ${reason}`, fix };
      }
      const message = `${program.name} is not installed, so this tool is not offered`;
      return { name, status: 'warn', message, fix: installHint(program.name, system) };
    }
    case 'unidentified': {
      const fix = `see that the first ${program.name} in tool.search_path is the real one and may be executed; to get it: ${installHint(program.name, system)}`;
      return { name, status: 'warn', message: `this tool is not offered: ${reason}`, fix };
    }
    case 'unchecked': {
      const fix = `see why ${path ?? program.name} does not end when it is asked for its version`;
      return { name, status: 'warn', message: `this tool is not offered until its program answers`, fix };
    }
    case 'no_raw':
      return { name, status: 'warn', message: `this tool is not offered: ${reason}`, fix: rawHint(path) };
    case 'ready': {
      const message = foundAs(tool, path, version);
      return raw === null || raw.works
        ? { name, status: 'ok', message: raw === null ? message : `${message}  (raw sockets work)` }
        : {
            name,
            status: 'warn',
            message: `${message}  What needs raw sockets is not offered. ${raw.why}`,
            fix: rawHint(path),
          };
    }
  }
}

function foundAs({ program }: ToolState['tool'], path: string | null, version: string | null): string {
  if (program.kind === 'none') return 'needs no program';
  if (program.kind === 'bundled') return 'ships with bailiwick';
  return `${program.name} ${version ?? 'of an unknown version'}  ${path ?? ''}`;
}

/** The ways to the right to use raw sockets, the narrowest first. */
const rawHint = (path: string | null): string =>
  `setcap cap_net_raw+ep ${path ?? 'its program'}; or AmbientCapabilities=CAP_NET_RAW in the systemd unit; or run bailiwick as root`;
