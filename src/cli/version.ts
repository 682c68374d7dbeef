import { readFileSync } from 'node:fs';

/** The version of this package, read from its own package.json. */
export function packageVersion(): string {
  // src/cli and dist/cli lie equally deep, so one path serves the checkout and the installed package.
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  const version =
    typeof manifest === 'object' && manifest !== null && 'version' in manifest ? manifest.version : null;
  return typeof version === 'string' ? version : '0.0.0';
}
