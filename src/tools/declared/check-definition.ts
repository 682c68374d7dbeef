import { quote } from '../../kernel/quote.ts';
import { parsePorts } from '../../scope/ports.ts';
import { checkArgs } from './check-args.ts';
import { checkFlags } from './check-choices.ts';
import { checkParameters } from './check-parameters.ts';
import { compileGrammar } from './compile-grammar.ts';
import type { Definition } from './format.ts';
import { hostsIn } from './hosts-in-word.ts';
import { parameterOf } from './parameter-of.ts';
import { readPattern } from './pattern/pattern.ts';
import type { Slip } from './slips.ts';

/** Finds everything that is wrong with a definition of the right format. */
export function checkDefinition(definition: Definition): readonly Slip[] {
  const parameters = checkParameters(definition);
  // The command line is made of the parameters: while those are wrong, so would be what is said about it.
  if (parameters.length > 0) return [...checkProgram(definition), ...parameters, ...checkOutput(definition)];
  const grammar = compileGrammar(definition);
  return [
    ...checkProgram(definition),
    ...checkArgs(definition),
    ...(grammar.ok ? [] : grammar.error),
    ...checkFlags(definition),
    ...checkPorts(definition),
    ...checkIntrusive(definition),
    ...checkOutput(definition),
  ];
}

/** True for an absolute path: a program of the operator's own. */
export const isOwnProgram = ({ program }: Definition): boolean => program.startsWith('/');

function checkProgram(definition: Definition): readonly Slip[] {
  const { identity, raw_probe: rawProbe, profile, sha256 } = definition;
  const slips: Slip[] = [];
  if (!isOwnProgram(definition)) {
    if (identity === undefined)
      slips.push({
        path: ['program'],
        message: 'is looked for by name, so "identity" must say how it is recognised',
      });
    if (sha256 !== undefined)
      slips.push({
        path: ['sha256'],
        at: 'key',
        message: 'pins the file of a program of your own; name that by its absolute path',
      });
  }
  if ((profile === 'raw') !== (rawProbe !== undefined))
    slips.push({
      path: ['profile'],
      message:
        profile === 'raw'
          ? 'is raw, so "raw_probe" must say how raw sockets are seen to work'
          : 'must be raw where there is a "raw_probe"',
    });
  const probes = [
    { path: ['identity'], probe: identity },
    { path: ['raw_probe'], probe: rawProbe },
  ];
  for (const { path, probe } of probes) {
    for (const [index, word] of (probe?.args ?? []).entries()) {
      // Probes run when the server starts, before anyone is asked and whatever the scope says.
      const elsewhere = elsewhereIn(word);
      if (elsewhere !== undefined)
        slips.push({
          path: [...path, 'args', index],
          message: `names ${quote(elsewhere)}; a probe sends nothing but to this machine, such as 127.0.0.1`,
        });
    }
    const read = probe === undefined ? null : readPattern(probe.expects);
    if (read?.ok === false) slips.push({ path: [...path, 'expects'], message: read.error });
    if (read?.ok === true && read.value.exec('') !== null)
      slips.push({
        path: [...path, 'expects'],
        message: 'matches what prints nothing, so it recognises no program',
      });
  }
  return slips;
}

/** What of a word leads away from this machine: another host, or more than one address around its own. */
function elsewhereIn(word: string): string | undefined {
  const hosts = hostsIn(word, true);
  const isRandom = word.startsWith('-iR');
  const isMany = hosts.length > 0 && /[*/\]]|[0-9]-[0-9]/.test(word) && !word.startsWith('/');
  return isRandom || isMany ? word : hosts.find((host) => !thisMachine.test(host));
}

const octet = '(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])';
const thisMachine = new RegExp(`^(?:127(?:\\.${octet}){3}|::1)$`);

function checkPorts({ fixed_ports: ports }: Definition): readonly Slip[] {
  const read = ports === undefined ? null : parsePorts(ports, 'fixed_ports');
  return read === null || read.ok
    ? []
    : [{ path: ['fixed_ports'], message: read.error.message.replace(/^fixed_ports /, '') }];
}

function checkIntrusive({ intrusive, parameters }: Definition): readonly Slip[] {
  if (intrusive === undefined) return [];
  const parameter = parameterOf(parameters, intrusive.parameter);
  const item = parameter?.type === 'list' ? parameter.items : parameter;
  const choices = item?.type === 'string' ? item.enum : undefined;
  if (choices === undefined)
    return [
      { path: ['intrusive', 'parameter'], message: 'must name a parameter with an enum, or a list of one' },
    ];
  return Object.entries(intrusive.classes).flatMap(([name, values]) =>
    values.flatMap((value, index): readonly Slip[] =>
      choices.includes(value)
        ? []
        : [{ path: ['intrusive', 'classes', name, index], message: `is no value of ${intrusive.parameter}` }],
    ),
  );
}

function checkOutput({ output }: Definition): readonly Slip[] {
  if (output.format !== 'lines') return [];
  const read = readPattern(output.pattern);
  if (!read.ok) return [{ path: ['output', 'pattern'], message: read.error }];
  const names = read.value.groups.filter((name) => name !== null);
  if (names.length === 0 || names.length > 24)
    return [
      {
        path: ['output', 'pattern'],
        message: 'must have 1 to 24 named groups, (?<name>…): they are the fields',
      },
    ];
  return Object.keys(output.types)
    .filter((name) => !names.includes(name))
    .map((name) => ({
      path: ['output', 'types', name],
      at: 'key',
      message: `is no group of the pattern; there are ${names.join(', ')}`,
    }));
}
