import * as z from 'zod';
import { listOf, textOf, wholeNumber } from '../leaf.ts';

/** How clients reach bailiwick. */
export const serverSection = z
  .strictObject({
    transport: z
      .enum(['stdio', 'http'])
      .default('stdio')
      .describe('How `bailiwick serve` talks to clients: over stdin and stdout, or over HTTP.'),
    host: textOf(
      'a host name or an IP address',
      /^[A-Za-z0-9.:_-]+$/,
      '127.0.0.1',
      'Address that the HTTP listener binds; any but loopback needs `auth.token`.',
    ),
    port: wholeNumber({ min: 0, max: 65_535 }, 8080, 'Port of the HTTP listener; 0 takes any free one.'),
    shutdown_grace_period: wholeNumber(
      { min: 0, max: 3600 },
      30,
      'How long running calls may go on once the server was told to stop, seconds; new and waiting ones are refused. A second signal ends the wait.',
    ),
    drain_delay_sec: wholeNumber(
      { min: 0, max: 300 },
      0,
      'How long a server that was told to stop goes on as before, but says that it is not ready, seconds: until whoever sends it calls has seen that.',
    ),
    inline_wait_sec: wholeNumber(
      { min: 1, max: 3600 },
      45,
      'How long a call over MCP waits for its run, seconds: then it returns with status `running` and the run goes on, for `run_wait` to come back to. Most clients give up after a minute.',
    ),
    inline_wait_by_client: listOf(
      'the name of a client, = and seconds, such as "claude-code=170"',
      /^[\x20-\x3c\x3e-\x7e]{1,64}=[1-9]\d{0,3}$/,
      ['claude-code=170'],
      'The same for clients that call themselves so, and wait longer, or less long.',
    ),
    workers: wholeNumber(
      { min: 1, max: 64 },
      1,
      'Launcher processes, which start programs and read what they print; more than one lets several processors do that at once.',
    ),
    max_connections: wholeNumber(
      { min: 1, max: 65_535 },
      100,
      'Most HTTP connections at once, those of probes and scrapes among them; one more is closed at once, which the log and `mcp_system_errors_total` tell.',
    ),
    allowed_hosts: listOf(
      'host names, with a port where it is not the default',
      /^[A-Za-z0-9.:_[\]-]+$/,
      [],
      'Further values of the Host header that are accepted, beside the bound address and loopback names.',
    ),
    allowed_origins: listOf(
      'origins such as "https://console.lab.internal"',
      /^https?:\/\/[^\s/]+$/,
      [],
      'Values of the Origin header that are accepted: web pages that may call.',
    ),
  })
  .prefault({})
  .describe('How clients reach bailiwick.');
