/** Programs whose package has another name, for apt and for Homebrew. */
const packages: ReadonlyMap<string, { readonly apt: string; readonly brew: string }> = new Map([
  ['dig', { apt: 'bind9-dnsutils', brew: 'bind' }],
]);

/** How to install a program on this kind of system. */
export function installHint(program: string, platform: NodeJS.Platform): string {
  const names = packages.get(program) ?? { apt: program, brew: program };
  return platform === 'darwin' ? `brew install ${names.brew}` : `sudo apt-get install ${names.apt}`;
}
