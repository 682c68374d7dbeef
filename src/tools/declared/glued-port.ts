import type { Template } from './template.ts';

/** A port that the operator wrote behind a host, and the name of the target in front of it. */
export interface GluedPort {
  readonly name: string;
  readonly port: number;
}

/** The port at the end of a word such as `{target}:9100`, which every call of it touches; null where there is none. */
export function gluedPort(template: Template): GluedPort | null {
  const [host, tail] = template.slice(-2);
  if (host?.kind !== 'param' || tail?.kind !== 'fixed') return null;
  const port = Number(/^:([1-9][0-9]{0,4})$/.exec(tail.text)?.[1]);
  return port <= 65_535 ? { name: host.name, port } : null;
}
