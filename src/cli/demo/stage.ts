import type { Connection } from './connect.ts';
import type { Narrator } from './narrator.ts';

/** What the steps of the demo share. */
export interface Stage {
  readonly narrator: Narrator;
  readonly connection: Connection;
  /** The ports of the demo's own services. */
  readonly ports: readonly number[];
  /** False where nmap is not installed: `port_check` stands in for it. */
  readonly hasNmap: boolean;
}
