import type { ArgSlot } from './arg-slots.ts';
import type { Parameter } from './format-parameters.ts';
import type { Definition } from './format.ts';

/**
 * Why a caller's value may not stand where it would be code, as a clause; null where it may. There is no shell for a caller,
 * neither behind an interpreter's own option nor where a program hands its words on to one, and the path of a web address may
 * hold all that a shell acts on: `;`, `&`, `$`, `(`.
 */
export function wrongCode(
  { program, args }: Pick<Definition, 'program' | 'args'>,
  parameter: Parameter,
  part: string | null,
  { text, before }: ArgSlot,
): string | null {
  const isAddress =
    parameter.type === 'target' && parameter.kind === 'url' && (part === null || part === 'named');
  const fixed = args.flatMap((entry) => (typeof entry === 'string' ? entry : entry.args));
  const programs = [program, ...fixed];
  if (isAddress && programs.some((one) => handsOn.test(one)))
    return 'can hold ";", "&" and "$", and goes to a program that hands its words to a shell; write a script of your own, and let it take the address as an argument';
  const isCode = codeOption.test(before ?? '') || codeOption.test(text.split('=', 1)[0] ?? '');
  const isText = parameter.type === 'target' ? isAddress : parameter.type !== 'integer';
  if (before === '-o' && isText && programs.some((one) => sshLike.test(one)))
    return 'stands behind -o, where ProxyCommand=… is code; write the whole option as a fixed word';
  return isCode && isText && programs.some((one) => interpreter.test(one))
    ? 'stands behind an option that takes code; write a script of your own, and let it take the value as an argument'
    : null;
}

/** They run what they are given, some of them after a shell has read it. */
const handsOn = /^(?:\/.*\/)?(?:ssh|su|sudo|doas|watch|xargs|parallel|script|at|batch|expect|screen|tmux)$/;
const sshLike = /^(?:\/.*\/)?(?:ssh|scp|sftp)$/;
const interpreter =
  /^(?:\/.*\/)?(?:(?:ba|da|z|k|c|tc|a)?sh|busybox|env|python[\d.]*|perl[\d.]*|ruby[\d.]*|node|php[\d.]*|lua[\d.]*|g?awk|expect|tclsh[\d.]*)$/;
const codeOption = /^(?:-[a-zA-Z]*[cerREp]|--?(?:eval|exec|command|print|run|source))$/;
