import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings';
import { addCommonOptions, readCommonOptions } from '../common-options.ts';
import type { Shell } from '../shell.ts';

/** `scope sign`: a detached signature of the scope and the engagement in force. */
export const signCommand = (shell: Shell): CommandUnknownOpts =>
  addCommonOptions(new Command('sign'))
    .description(
      'Signs the scope and the engagement in force with an Ed25519 key; engagement.require_signature asks for it.',
    )
    .requiredOption('--key <file>', 'the private key, PEM, without a passphrase')
    .option('--out <file>', 'where the signature goes (default: engagement.signature_file)')
    .action(async ({ key, out }, self) => {
      const { signScope } = await import('../scope-view/sign-scope.ts');
      shell.finish(await signScope(shell.terminal, readCommonOptions(self), { key, out }));
    });

/** `scope keygen`: a pair of keys to sign with. */
export const keygenCommand = (shell: Shell): CommandUnknownOpts =>
  addCommonOptions(new Command('keygen'))
    .description('Makes an Ed25519 key for `scope sign`, and its public half beside it. Replaces nothing.')
    .requiredOption('--out <file>', 'the file of the private key; the public one ends in .pub')
    .action(async ({ out }, self) => {
      const { makeKeys } = await import('../scope-view/make-keys.ts');
      shell.finish(await makeKeys(shell.terminal, readCommonOptions(self), out));
    });
