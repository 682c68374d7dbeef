import {
  localhostAllowedHostnames,
  validateHostHeader,
  validateOriginHeader,
} from '@modelcontextprotocol/server';
import { quote } from '../kernel/quote.ts';
import type { HttpSettings } from './http-settings.ts';
import { problem } from './problem.ts';

/** The headers of a request that tell who made it; null where they are absent. */
export interface Asked {
  readonly host: string | null;
  readonly origin: string | null;
}

/**
 * Refuses requests that a web page made a browser send: DNS rebinding shows in `Host`, cross-site requests in `Origin`.
 * It stands before every path and answers no CORS question. Null lets the request pass.
 */
export function createGate(settings: HttpSettings): (asked: Asked) => Response | null {
  const bound = settings.host.includes(':') ? `[${settings.host}]` : settings.host;
  const listed = settings.allowedHosts.map((host) => host.toLowerCase());
  const hostNames = [...localhostAllowedHostnames(), bound.toLowerCase(), ...listed];
  const origins = new Set(settings.allowedOrigins.map((origin) => origin.toLowerCase()));

  return (asked) => {
    const host = asked.host?.toLowerCase() ?? '';
    if (!listed.includes(host) && !validateHostHeader(host, hostNames).ok) {
      return forbidden('Host', host, 'server.allowed_hosts');
    }
    const origin = asked.origin?.toLowerCase();
    if (origin === undefined || origins.has(origin)) return null;
    return validateOriginHeader(origin, localhostAllowedHostnames()).ok && originOfWeb(origin)
      ? null
      : forbidden('Origin', origin, 'server.allowed_origins');
  };
}

const originOfWeb = (origin: string): boolean => /^https?:\/\//.test(origin);

const forbidden = (header: string, value: string, setting: string): Response =>
  problem(
    403,
    `${header} not allowed`,
    `The ${header} header is ${quote(value)}. Add it to ${setting} if it is yours.`,
  );
