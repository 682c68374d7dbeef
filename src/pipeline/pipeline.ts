import type { Result } from '../kernel/result.ts';
import type { Engagement } from '../scope/engagement.ts';
import type { Policy, Tool } from '../tools/tool.ts';
import type { Guards } from './guards.ts';
import type { Ports } from './ports.ts';
import type { SecretFields } from './secrets-of-input.ts';

/** What one configuration decides, as a whole: a reload puts another in its place, never a part of one. */
export interface InForce {
  /**
   * What calls are judged by, `recent` or as of `now`; the same object for as long as nothing has changed. A failure where it
   * cannot be known what the scope denies: nothing may start then.
   */
  readonly policy: (age: 'recent' | 'now') => Result<Policy>;
  readonly engagement: Engagement;
  readonly configVersion: string;
  /** The tool of that name, where it may be called. */
  readonly find: (name: string) => Result<Tool>;
}

/** The pipeline's surroundings: its ports, and the configuration in force. */
export interface Pipeline {
  readonly ports: Ports;
  /** Asked anew wherever something is decided. */
  readonly inForce: () => InForce;
  /** Tells when another has come into force; returns the way to stop that. */
  readonly onReload: (listener: () => void) => () => void;
  /** The inputs that nothing may repeat, of tools that may not be called as well. */
  readonly secretFields: SecretFields;
  /** The server's own secrets, which no record repeats either. */
  readonly ownSecrets: () => readonly string[];
  readonly guards: (tool: Tool) => Guards;
}
