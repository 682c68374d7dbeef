import { quote } from '../../kernel/quote.ts';
import type { Parameter } from './format-parameters.ts';
import type { Definition } from './format.ts';
import type { Slip } from './slips.ts';

/** Finds secrets that share a file, so that the second would be written over the first, and variables that others heed. */
export function checkSecrets({ parameters, program }: Definition): readonly Slip[] {
  const secrets = Object.entries(parameters).flatMap(([name, one]) =>
    isSecret(one) ? [{ name, ...one }] : [],
  );
  return secrets.flatMap(({ name, file, folder_env: variable }, index): readonly Slip[] => {
    const path = ['parameters', name];
    const isTaken = secrets.findIndex((other) => other.file === file) < index;
    const isOwn =
      always.includes(variable) ||
      (!isConfiguration.test(variable) && ofProgram(program).some((stem) => isFolderOf(stem, variable)));
    return [
      ...(isTaken ? [{ path: [...path, 'file'], message: 'is the file of another secret already' }] : []),
      ...(isOwn
        ? []
        : [{ path: [...path, 'folder_env'], message: `${advice(program)}, is ${quote(variable)}` }]),
    ];
  });
}

const isSecret = (parameter: Parameter): parameter is Parameter & { readonly type: 'secret' } =>
  parameter.type === 'secret';

/** These two hold the path of the folder in every run, and the last is where Net-SNMP alone looks for its configuration. */
const always: readonly string[] = ['HOME', 'TMPDIR', 'SNMPCONFPATH'];

/**
 * A folder that holds what callers sent must not become one from which a loader, an interpreter or a library takes code or its
 * configuration (LD_LIBRARY_PATH, PYTHONPATH, PERL5LIB, NODE_PATH, BASH_ENV, OPENSSL_CONF, GCONV_PATH, XDG_CONFIG_HOME …). Nobody
 * knows all of those, so a variable passes where it bears the program's own name and says that it is a folder.
 */
const isFolderOf = (stem: string, variable: string): boolean =>
  variable.startsWith(`${stem}_`) && folder.test(variable.slice(stem.length + 1));

const folder = /^(?:(?:SECRETS?|CREDENTIALS?|KEYS?|CONF|CONFIG|DATA)_)?(?:HOME|DIR|FOLDER)$/;

/** Folders from which well-known programs and their children take configuration, plug-ins or code, whatever the program is called. */
const isConfiguration =
  /^(?:XDG|GIT|SSL|KRB5?|GCONV|DBUS|WIRESHARK|JUPYTER|HADOOP|SPARK|SALT|ANSIBLE|MYSQL)_|^(?:JAVA|JRE|JDK|CARGO|RUSTUP|GEM|GRADLE|MAVEN|ANT)_HOME$/;

/** `PROBE_IT` and `PROBE` for `/opt/probe-it.sh`. */
function ofProgram(program: string): readonly string[] {
  const words = (program.split('/').at(-1) ?? '')
    .replace(/\.[a-z]+$/, '')
    .toUpperCase()
    .split(/[^A-Z0-9]+/)
    .filter((word) => word !== '');
  return [words.join('_'), words[0] ?? ''].filter((stem) => stem.length > 2);
}

function advice(program: string): string {
  const own = ofProgram(program).at(0);
  const example =
    own === undefined
      ? ''
      : `, or bear the name of the program and end in HOME, DIR or FOLDER, such as ${own}_HOME`;
  return `must be one of ${always.join(', ')}${example}: what others heed could make a folder of secrets one of code`;
}
