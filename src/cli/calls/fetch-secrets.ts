import { fileAndTrouble, readTextFile } from '../../host/read-text-file.ts';
import { failure } from '../../kernel/failure.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { readStdin } from '../read-stdin.ts';
import type { Terminal } from '../terminal.ts';
import type { Parameter } from '../tool-words/parameters.ts';

type Input = Readonly<Record<string, unknown>>;

/**
 * Puts a secret in the place of `@FILE` and `-`, for what is typed on a command line is seen by everybody who asks `ps`. Only
 * secret parameters are read so, and a line end behind the text is none of it.
 */
export async function fetchSecrets(
  terminal: Pick<Terminal, 'input' | 'inputIsTty'>,
  parameters: readonly Parameter[],
  input: Input,
): Promise<Result<Input>> {
  const wanted = parameters
    .filter(({ secret }) => secret)
    .flatMap(({ name, flag }) => {
      const text = input[name];
      return typeof text === 'string' && /^(?:-$|@)/.test(text) ? [{ name, flag, from: text }] : [];
    });
  const [fromStdin, another] = wanted.filter(({ from }) => from === '-');
  if (another !== undefined)
    return refuse(another.flag, 'Stdin holds one secret.', 'Give the others as @FILE.');
  if (fromStdin !== undefined && terminal.inputIsTty)
    return refuse(
      fromStdin.flag,
      'Stdin is a screen, which would show what is typed.',
      `Pipe the text in, or write ${fromStdin.flag} @FILE.`,
    );
  const typed = fromStdin === undefined ? ok('') : await readStdin(terminal.input, 'secrets');
  if (!typed.ok) return typed;
  const found = new Map<string, string>();
  for (const { name, flag, from } of wanted) {
    const text = from === '-' ? typed : readTextFile(from.slice(1), mostBytes);
    if (!text.ok)
      return refuse(
        flag,
        `The secret is to be read from ${fileAndTrouble(from.slice(1), text.error)}.`,
        `Write ${flag} @FILE with a file that holds it, or - to read it from stdin.`,
      );
    found.set(name, text.value.replace(/\r?\n$/, ''));
  }
  return ok({ ...input, ...Object.fromEntries(found) });
}

/** More than any secret; the tool itself says how long one may be. */
const mostBytes = 64 * 1024;

const refuse = (field: string, message: string, next: string): Result<never> =>
  err(failure('input.invalid', message, { field, next: [next] }));
