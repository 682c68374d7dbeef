import { failure, type Failure } from '../kernel/failure.ts';
import { quote } from '../kernel/quote.ts';
import type { ChildEnding } from './launcher/child-ending.ts';

type NotStarted = ChildEnding & { readonly kind: 'not_started' };

/** Says why a program did not start, from the system's error. Nothing was sent, whatever the reason. */
export function startFailure({ step, errno }: NotStarted, path: string, folder: string): Failure {
  if (step === 'folder') {
    return failure(
      'sandbox.unavailable',
      `The private folder ${quote(folder)} of the run could not be made and filled (${errno}); nothing was sent.`,
      { next: ['Check that the folder for temporary files exists, is writable and has room.'] },
    );
  }
  if (step === 'box') {
    return failure(
      'sandbox.unavailable',
      `The sandbox around ${quote(path)} could not be made (${errno}); nothing was sent.`,
      { next: ['Ask a person to look at it with `bailiwick doctor`.'] },
    );
  }
  switch (errno) {
    case 'ENOENT':
    case 'ENOTDIR':
      return failure(
        'tool.missing',
        `The program ${quote(path)}, or the interpreter that it names, is missing; nothing was sent.`,
      );
    case 'EACCES':
    case 'EPERM':
    case 'ENOEXEC':
      return failure(
        'tool.missing',
        `The program ${quote(path)} may not or cannot be executed here (${errno}); nothing was sent.`,
      );
    default:
      return failure(
        'sandbox.unavailable',
        `The system had no room to start ${quote(path)} (${errno}); nothing was sent.`,
      );
  }
}
