/**
 * The scripts that a caller may name. Each talks only to the port it found open, logs in nowhere and asks nobody else. No
 * category is here: `safe` holds broadcasts and look-ups at third parties, `default` holds an FTP bounce.
 */
export const nmapScripts = [
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

export type NmapScript = (typeof nmapScripts)[number];

/** Ports that a script uses beside those of the scan: SMB asks for the host's NetBIOS name first. */
export const extraPortsOf = (script: NmapScript): string | null =>
  script === 'smb-os-discovery' ? 'U:137' : null;
