import { isIP } from 'node:net';

/** What a command line makes its program do, as the program itself would read it. */
export interface Reading {
  /** Addresses, blocks and ranges that packets are sent to. */
  readonly sendsTo: readonly string[];
  /** Names that it would look up, tell a server or show in a handshake. */
  readonly names: readonly string[];
  /** Domains below which it would look up, or ask for, names that it makes by itself. */
  readonly domains: readonly string[];
  /** Files that it reads. */
  readonly reads: readonly string[];
  /** Words that should not be there at all. */
  readonly strange: readonly string[];
}

/** Options that are harmless whatever their value: name → how many words follow. What is not listed is strange. */
type Options = Readonly<Record<string, 0 | 1>>;

type Reader = (argv: readonly string[]) => Reading;

/** How each program reads its command line, written from its manual and apart from the guard. */
export const readers: Readonly<Record<string, Reader>> = {
  nmap: (argv) => {
    const rest = options(argv, nmapOptions);
    const scripts = valuesOf(argv, '--script').flatMap((list) => list.split(','));
    const wild = scripts.filter((script) => !/^[a-z][a-z0-9-]+$/.test(script) || categories.has(script));
    const output = valuesOf(argv, '-oX').filter((file) => file !== '-');
    return { ...nothing, sendsTo: rest.operands, strange: [...rest.strange, ...wild, ...output] };
  },
  masscan: (argv) => {
    const rest = options(argv, masscanOptions);
    const output = valuesOf(argv, '-oJ').filter((file) => file !== '-');
    return {
      ...nothing,
      sendsTo: valuesOf(argv, '--range'),
      // Without that word it reads a file in /etc, which may add targets.
      strange: [
        ...rest.strange,
        ...rest.operands,
        ...output,
        ...(argv.includes('--readscan') ? [] : ['a configuration file']),
      ],
    };
  },
  'port-check': (argv) => {
    const rest = options(argv, { '--ports': 1, '--timeout-ms': 1, '--concurrency': 1, '--banners': 0 });
    return { ...nothing, sendsTo: rest.operands, strange: rest.strange };
  },
  ping: (argv) => {
    const words = argv.map((word) => (/^-i\d{1,2}(?:\.\d{1,3})?$/.test(word) ? '-n' : word));
    const rest = options(words, {
      '-n': 0,
      '-4': 0,
      '-6': 0,
      '-c': 1,
      '-s': 1,
      '-W': 1,
      '-w': 1,
      '-t': 1,
      '-q': 0,
      '-D': 0,
      '-O': 0,
      '-M': 1,
    });
    return { ...nothing, sendsTo: oneOf(rest.operands), strange: rest.strange };
  },
  traceroute: (argv) => {
    const rest = options(argv, {
      '-n': 0,
      '-4': 0,
      '-6': 0,
      '-I': 0,
      '-T': 0,
      '-U': 0,
      '-m': 1,
      '-q': 1,
      '-p': 1,
      '-w': 1,
      '-f': 1,
      '-N': 1,
      '-F': 0,
      '-z': 1,
    });
    // A second operand is the length of packets; none is ever given.
    return { ...nothing, sendsTo: oneOf(rest.operands), strange: rest.strange };
  },
  dig: (argv) => {
    const servers = argv.filter((word) => word.startsWith('@')).map((word) => word.slice(1));
    const queries = argv.filter((word) => word.startsWith('+'));
    const rest = options(
      argv.filter((word) => !/^[@+]/.test(word)),
      { '-r': 0, '-q': 1, '-t': 1, '-p': 1, '-4': 0, '-6': 0 },
    );
    const strange = [...rest.strange, ...rest.operands, ...queries.filter((word) => !digQueries.test(word))];
    return {
      ...nothing,
      sendsTo: oneOf(servers),
      names: valuesOf(argv, '-q').map(forward),
      strange: argv[0] === '-r' ? strange : ['-r is not first'],
    };
  },
  sslscan: (argv) => {
    const words = argv.map((word) =>
      word.startsWith('--sni-name=') || word.startsWith('--starttls-') ? '--known' : word,
    );
    const rest = options(words, sslscanOptions);
    const sni = argv.flatMap((word) => (word.startsWith('--sni-name=') ? [word.slice(11)] : []));
    return {
      ...nothing,
      sendsTo: oneOf(rest.operands).map(hostOfEndpoint),
      names: sni,
      strange: rest.strange,
    };
  },
  snmpwalk: (argv) => {
    const rest = options(argv, snmpOptions);
    const [agent = '', oid = '', ...more] = rest.operands;
    const transport = /^udp6?:(.+)$/.exec(agent)?.[1];
    const wrong = [
      ...more,
      ...(/^\.?[0-9.]*$/.test(oid) ? [] : [oid]),
      ...(transport === undefined ? [agent] : []),
    ];
    return { ...nothing, sendsTo: [hostOfEndpoint(transport ?? '')], strange: [...rest.strange, ...wrong] };
  },
  curl: (argv) => {
    const rest = options(argv, curlOptions);
    const [url = ''] = valuesOf(argv, '--url');
    const { hostname, protocol } = URL.canParse(url) ? new URL(url) : { hostname: '', protocol: '' };
    const host = hostname.replace(/^\[|\]$/g, '');
    const [connect = ''] = valuesOf(argv, '--connect-to');
    const pinned = /^([^:]+):\d+:(?:\[([0-9a-f:]+)\]|([^:]+)):\d+$/.exec(connect);
    const headers = valuesOf(argv, '-H').filter(
      (each) => !/^[A-Za-z0-9-]+: [ -~]*$/.test(each) || /^(?:host|proxy)/i.test(each),
    );
    const strange = [
      ...rest.strange,
      ...rest.operands,
      ...headers,
      ...(argv[0] === '-q' ? [] : ['-q is not first']),
      ...(/^https?:$/.test(protocol) ? [] : [url]),
      ...(valuesOf(argv, '--url').length === 1 ? [] : ['not one URL']),
      ...(connect === '' || pinned?.[1] === host ? [] : [connect]),
    ];
    const address = pinned?.[2] ?? pinned?.[3] ?? host;
    return { ...nothing, sendsTo: [address], names: isIP(host) === 0 ? [host] : [], strange };
  },
  gobuster: ([mode = '', ...argv]) => {
    const rest = options(argv, gobusterOptions);
    const urls = valuesOf(argv, '-u');
    const hosts = urls.map((url) =>
      URL.canParse(url) ? new URL(url).hostname.replace(/^\[|\]$/g, '') : url,
    );
    const named = valuesOf(argv, '-H').map((each) => /^Host: ([^:]+)(?::\d+)?$/.exec(each)?.[1] ?? each);
    const servers = valuesOf(argv, '-r').map(hostOfEndpoint);
    const names = named.filter((name) => isIP(name) === 0);
    const domains = [
      ...valuesOf(argv, '-d').map((name) => name.replace(/\.$/, '')),
      ...valuesOf(argv, '--domain'),
    ];
    const isKnown =
      ['dir', 'vhost', 'dns'].includes(mode) && (mode === 'dns' ? urls.length === 0 : servers.length === 0);
    const strange = [...rest.strange, ...rest.operands, ...(isKnown ? [] : [mode])];
    return { sendsTo: [...hosts, ...servers], names, domains, reads: valuesOf(argv, '-w'), strange };
  },
};

const nothing: Reading = { sendsTo: [], names: [], domains: [], reads: [], strange: [] };

/** Walks words as getopt does; what follows `--` is an operand whatever it looks like. */
function options(
  argv: readonly string[],
  known: Options,
): { readonly operands: string[]; readonly strange: string[] } {
  const operands: string[] = [];
  const strange: string[] = [];
  for (let at = 0; at < argv.length; at += 1) {
    const word = argv[at] ?? '';
    if (word === '--') return { operands: [...operands, ...argv.slice(at + 1)], strange };
    const name = word.startsWith('--') ? word.replace(/=.*$/, '') : word;
    const arity = Object.hasOwn(known, name) ? known[name] : undefined;
    if (!word.startsWith('-')) operands.push(word);
    else if (arity === undefined) strange.push(word);
    else if (arity === 1 && name === word) at += 1;
  }
  return { operands, strange };
}

const valuesOf = (argv: readonly string[], option: string): readonly string[] =>
  argv.flatMap((word, at) => {
    if (word === option) return [argv[at + 1] ?? ''];
    return word.startsWith(`${option}=`) ? [word.slice(option.length + 1)] : [];
  });

/** A program that takes one operand and is given more does something with the others. */
const oneOf = (operands: readonly string[]): readonly string[] =>
  operands.length === 1 ? operands : [`${operands.length} operands: ${operands.join(' ')}`];

const hostOfEndpoint = (word: string): string =>
  /^\[(.+)\]:\d+$/.exec(word)?.[1] ?? word.replace(/:\d+$/, '');

/** The address whose reverse name is asked for, else the name itself. */
function forward(name: string): string {
  const v4 = /^(\d+)\.(\d+)\.(\d+)\.(\d+)\.in-addr\.arpa$/.exec(name);
  if (v4 !== null) return [v4[4], v4[3], v4[2], v4[1]].join('.');
  const v6 = /^((?:[0-9a-f]\.){32})ip6\.arpa$/.exec(name)?.[1];
  if (v6 === undefined) return name;
  const digits = v6.split('.').toReversed().join('');
  return digits.startsWith(`fd77${'0'.repeat(26)}`) ? `fd77::${digits.slice(-2).replace(/^0/, '')}` : name;
}

const categories = new Set([
  'all',
  'auth',
  'broadcast',
  'brute',
  'default',
  'discovery',
  'dos',
  'exploit',
  'external',
  'fuzzer',
  'intrusive',
  'malware',
  'safe',
  'version',
  'vuln',
]);

const nmapOptions: Options = {
  ...flags(
    '-n -v -r -6 --unprivileged --privileged --reason --open -PS80,443 -sT -sS -sU -sA -sn -sL -Pn -PE -sV -O -T0 -T1 -T2 -T3 -T4 --version-light --version-all',
  ),
  ...valued(
    '-oX -p --top-ports --stats-every --version-intensity --script --max-rate --max-retries --host-timeout',
  ),
};
const masscanOptions: Options = {
  ...valued('--stylesheet --range -p --rate --wait --retries --source-port --connection-timeout -oJ'),
  ...flags('--banners --interactive'),
};
const digQueries =
  /^\+(?:tcp|notcp|recurse|norecurse|dnssec|noall|comments|answer|authority|additional|stats|nocmd|ignore|time=\d|time=10|tries=[1-3])$/;
const sslscanOptions: Options = flags(
  '--known --no-colour --no-color --xml=- --xml --show-certificate --no-check-certificate --ssl2 --ssl3 --tls10 --tls11 --tls12 --tls13 --tlsall --no-heartbleed --no-renegotiation --no-compression --no-fallback --no-groups --no-ciphersuites --no-cipher-details --show-client-cas --show-ciphers --show-times --ipv4 --ipv6 --ocsp-off --timeout --connect-timeout --sleep --bugs --show-sigs',
);
const snmpOptions: Options = {
  ...valued('-v -t -r -O -m -M -C -l'),
  ...flags('-v1 -v2c -OneU -On -One -OnQ -Oq -Cc -CE -Ci -Cp'),
};
const curlOptions: Options = {
  ...flags(
    '-q -sS -s -S -i -I -k --insecure --globoff --http1.0 --http1.1 --http2 --no-keepalive --compressed --path-as-is -4 -6 --head --disable',
  ),
  ...valued(
    '--proto --proto-redir --max-redirs --noproxy --max-filesize --max-time --connect-timeout --connect-to --resolve --url -X --request -H -A --user-agent -w --write-out --dump-header -o --range --limit-rate',
  ),
};
const gobusterOptions: Options = {
  ...flags(
    '-q -z --no-color --no-progress --no-error -k --no-tls-validation --append-domain -e -n -i --show-ips -c --wildcard -l',
  ),
  ...valued(
    '-u -w -t -x -s -b -H -d -r --delay --timeout --domain --status-codes --status-codes-blacklist -m --method --exclude-length --useragent',
  ),
};

function flags(words: string): Options {
  return Object.fromEntries(words.split(' ').map((word) => [word, 0] as const));
}

function valued(words: string): Options {
  return Object.fromEntries(words.split(' ').map((word) => [word, 1] as const));
}
