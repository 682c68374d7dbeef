/**
 * The scripts that a caller may name. No category is here: `safe` holds broadcasts and look-ups at third parties, `default`
 * holds an FTP bounce. Each of these talks only to the port it found open, logs in nowhere and asks nobody else.
 */
export const quietScripts = [
  'banner',
  'http-headers',
  'http-server-header',
  'http-title',
  'smb-os-discovery',
  'ssh-hostkey',
  'ssh2-enum-algos',
  'ssl-cert',
  'ssl-enum-ciphers',
  'tls-alpn',
] as const;

/**
 * Scripts of the classes that are off until the operator names them, by nmap’s own categories. One of several classes is
 * listed under each and needs all of them. None floods: the pace stays bounded. None is led to hosts by what it is answered.
 */
export const intrusiveScripts = {
  vuln: [
    'distcc-cve2004-2687',
    'http-shellshock',
    'http-trace',
    'http-vuln-cve2017-5638',
    'rdp-vuln-ms12-020',
    'smb-vuln-cve2009-3103',
    'smb-vuln-ms17-010',
    'smb-vuln-regsvc-dos',
    'ssl-ccs-injection',
    'ssl-dh-params',
    'ssl-heartbleed',
    'ssl-poodle',
    'vulners',
  ],
  brute: ['ftp-brute', 'http-brute', 'mysql-brute', 'redis-brute', 'smtp-brute', 'ssh-brute', 'telnet-brute'],
  exploit: ['distcc-cve2004-2687', 'http-shellshock', 'smb-vuln-cve2009-3103', 'smb-vuln-regsvc-dos'],
  dos: ['smb-vuln-cve2009-3103', 'smb-vuln-regsvc-dos'],
  external: ['http-open-proxy', 'smtp-open-relay', 'vulners'],
  broadcast: ['broadcast-db2-discover', 'broadcast-dns-service-discovery', 'broadcast-wsdd-discover'],
} as const;

/** Words that stand for all of a class: ours, never nmap’s category. */
const classWords = ['vuln', 'brute', 'exploit', 'dos', 'external', 'broadcast'] as const;

type ClassWord = (typeof classWords)[number];

const loudScripts = Object.values(intrusiveScripts)
  .flat()
  .filter((script, at, all) => all.indexOf(script) === at);

/** Every script that can be named, the quiet ones first; each once. */
export const nmapScripts = [...quietScripts, ...loudScripts];

export type NmapScript = (typeof nmapScripts)[number];

/** What a call may ask for: scripts, and words for those of a class. */
export const scriptWords = [...nmapScripts, ...classWords];

type ScriptWord = (typeof scriptWords)[number];

/** The classes for the policy to switch on; agents are told of a class by its word, whose scripts may be named as well. */
export const scriptPolicy = {
  classes: Object.fromEntries(classWords.map((name) => [name, [name, ...intrusiveScripts[name]]])),
  untold: loudScripts,
};

/**
 * The scripts that a call runs, each once. A word for a class brings those that are of no other, so that one class is enough
 * for it; where every one is of several, it brings them all.
 */
export const scriptsOf = (words: readonly ScriptWord[]): readonly NmapScript[] => [
  ...new Set(words.flatMap((word) => (isClassWord(word) ? scriptsOfClass(word) : word))),
];

const isClassWord = (word: ScriptWord): word is ClassWord => classWords.some((one) => one === word);

function scriptsOfClass(name: ClassWord): readonly NmapScript[] {
  const own: readonly NmapScript[] = intrusiveScripts[name];
  const others: readonly NmapScript[] = classWords.flatMap((one) =>
    one === name ? [] : intrusiveScripts[one],
  );
  const alone = own.filter((script) => !others.includes(script));
  return alone.length === 0 ? own : alone;
}

/** Ports that a script uses beside those of the scan: SMB asks for the host's NetBIOS name first, and one knows port 445 alone. */
export function extraPortsOf(script: NmapScript): string | null {
  if (script === 'smb-vuln-cve2009-3103') return 'T:445,U:137';
  return script.startsWith('smb-') ? 'U:137' : null;
}

/** What an operator has allowed beyond the targets by switching a class on, said with every call that makes use of it. */
export function scriptNotes(scripts: readonly NmapScript[]): readonly string[] {
  return beyond.flatMap(({ own, says }) => {
    const used = scripts.filter((script) => own.includes(script));
    return used.length === 0 ? [] : [`${used.join(', ')}: ${says}`];
  });
}

const beyond: readonly { readonly own: readonly NmapScript[]; readonly says: string }[] = [
  {
    own: intrusiveScripts.external,
    says: 'involves third parties outside the scope; the operator has switched the class external on.',
  },
  {
    own: intrusiveScripts.broadcast,
    says: 'asks the whole local network, not the target alone; the operator has switched the class broadcast on.',
  },
];
