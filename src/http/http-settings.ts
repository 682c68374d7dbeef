import type { Secret } from '../kernel/secret.ts';

/** How the HTTP listener is bound and who may use it; the sections `server` and `auth` of the configuration. */
export interface HttpSettings {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** The bearer token for `/mcp` and `/metrics`, or null where none is asked for; looked at for each request, since it may change. */
  readonly token: () => Secret | null;
  /** Host headers that are accepted beside the bound address and loopback names. */
  readonly allowedHosts: readonly string[];
  /** Origins, such as `https://console.lab.internal`, whose pages may call. */
  readonly allowedOrigins: readonly string[];
  /** What is had here beside the questions about health. */
  readonly serves: readonly ServedPath[];
  /** The key that its port comes from, for messages. */
  readonly portKey: 'server.port' | 'metrics.prometheus_port';
  readonly maxConnections: number;
  /** Told of each connection that is closed at once, since so many are open. */
  readonly onDropped: () => void;
}

export type ServedPath = '/mcp' | '/metrics';
