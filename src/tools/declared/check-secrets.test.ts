import { expect, test } from 'vitest';
import { loadWith } from './fixtures/definition.ts';

const said = (variable: string, program = 'probe-it'): string =>
  loadWith([': PROBE_HOME', `: ${variable}`], ['program: probe-it', `program: ${program}`])
    .errors.map(({ place, path, message }) => `${place} ${path}: ${message}`)
    .join('\n');

/** The words of a text. */
const words = (text: string): readonly string[] => text.trim().split(/\s+/);

test.each(
  words(`
    HOME TMPDIR SNMPCONFPATH PROBE_HOME PROBE_DIR PROBE_IT_DIR PROBE_IT_SECRETS_DIR PROBE_CONFIG_HOME
  `),
)('a secret may be found by %s', (variable) => {
  expect(said(variable)).toBe('');
});

test('a program of the operator has the name of its file', () => {
  expect(said('GREETER_FOLDER', '/opt/bin/greeter.sh')).toBe('');
  expect(said('OPT_FOLDER', '/opt/bin/greeter.sh')).toContain('such as GREETER_HOME');
});

test.each(
  words(`
    PATH LD_PRELOAD LD_LIBRARY_PATH LD_AUDIT GCONV_PATH GLIBC_TUNABLES LOCPATH NLSPATH HOSTALIASES
    PYTHONPATH PYTHONSTARTUP PYTHONHOME PERL5LIB PERL5OPT RUBYLIB RUBYOPT LUA_PATH NODE_PATH NODE_OPTIONS
    ENV BASH_ENV IFS OPENSSL_CONF OPENSSL_MODULES SSL_CERT_DIR SSLKEYLOGFILE CLASSPATH JAVA_TOOL_OPTIONS
    CURL_HOME WGETRC XDG_CONFIG_HOME XDG_DATA_HOME GNUPGHOME PHP_INI_SCAN_DIR BAILIWICK_RUN_ID ALL_PROXY
    PROBE PROBE_ PROBE_PATH PROBE_LIB_DIR PROBEHOME MY_PROBE_HOME
  `),
)('%s, which others heed or which names no folder, is refused', (variable) => {
  expect(said(variable)).toMatch(
    /^probe\.yaml:\d+:\d+ parameters\.pin\.folder_env: must be one of HOME, TMPDIR/,
  );
});

test.each([
  ['bash', 'BASH_ENV'],
  ['node', 'NODE_PATH'],
  ['python3', 'PYTHONPATH'],
  ['php', 'PHP_INI_SCAN_DIR'],
  ['lua', 'LUA_PATH'],
  ['git', 'GIT_EXEC_PATH'],
  ['openssl', 'OPENSSL_CONF'],
  ['ld', 'LD_DIR'],
  ['xdg-open', 'XDG_CONFIG_HOME'],
  ['xdg-probe', 'XDG_DATA_HOME'],
  ['git', 'GIT_DIR'],
  ['java', 'JAVA_HOME'],
  ['cargo', 'CARGO_HOME'],
])('nor may %s have its %s, though it bears its name', (program, variable) => {
  expect(said(variable, program)).toContain('must be one of HOME');
});
