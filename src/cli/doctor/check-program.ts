import type { ToolState } from '../../app/app.ts';
import { installHint, thisSystem } from '../install-hint.ts';
import type { Diagnosis } from './diagnosis.ts';
import { programVersion } from './program-version.ts';

/** Says where the program of a tool is and its version, or how to install it. */
export async function checkProgram({ tool, state, path }: ToolState): Promise<Diagnosis> {
  const { name, program } = tool;
  switch (state) {
    case 'disabled':
      return { name, status: 'ok', message: 'switched off by the configuration' };
    case 'missing': {
      const message = `${program.name} is not installed, so this tool is not offered`;
      return { name, status: 'warn', message, fix: installHint(program.name, thisSystem()) };
    }
    case 'ready': {
      if (program.kind === 'bundled' || path === null)
        return { name, status: 'ok', message: 'ships with bailiwick' };
      const version = await programVersion(path, program.name);
      if (version !== null) return { name, status: 'ok', message: `${program.name} ${version}  ${path}` };
      const message = `${path} does not tell its version`;
      return {
        name,
        status: 'warn',
        message,
        fix: `try \`${path} --version\` and reinstall ${program.name}`,
      };
    }
  }
}
