import { z } from 'zod';
import { failure } from '../../../kernel/failure.ts';
import { err, ok } from '../../../kernel/result.ts';
import type { Reader } from '../../tool.ts';
import { createCollection } from './collect.ts';
import type { MasscanResult } from './result.ts';

/** masscan keeps up to 64 KiB of a banner. */
const longestLine = 80 * 1024;

const address = z.string().regex(/^\d{1,3}(?:\.\d{1,3}){3}$/);
const port = z.int().min(1).max(65_535);
const protocol = z.enum(['tcp', 'udp']);

const line = z.object({
  ip: address,
  ports: z
    .array(
      z.union([
        z.object({ port, proto: protocol, status: z.literal('open') }),
        z.object({ port, proto: protocol, service: z.object({ name: z.string(), banner: z.string() }) }),
      ]),
    )
    .max(8),
});

const discovered = z.tuple([z.string(), z.coerce.number().pipe(port), protocol, address]);

/**
 * Reads what masscan prints with `--interactive -oJ -`, while it runs. A port is told of at once as a line of text, and again as
 * a line of JSON. The JSON comes in blocks, and its last one is lost where masscan is stopped; so both are read.
 */
export function createMasscanReader(): Reader<MasscanResult> {
  const collection = createCollection();
  const utf8 = new TextDecoder();
  const saw = { something: false, start: false, end: false, ours: false };
  let rest = '';

  const takeJson = (text: string): void => {
    const read = line.safeParse(jsonOf(text));
    if (!read.success) return;
    saw.ours = true;
    for (const found of read.data.ports) {
      const seen = { address: read.data.ip, port: found.port, protocol: found.proto };
      collection.add(seen);
      if ('service' in found) collection.addBanner(seen, found.service.name, found.service.banner);
    }
  };
  const take = (text: string): void => {
    const said = text.trim();
    saw.something ||= said !== '';
    saw.start ||= said === '[';
    saw.end ||= said === ']';
    if (said.startsWith('{')) return takeJson(said.replace(/,$/, ''));
    const read = discovered.safeParse(
      /^Discovered open port (\d{1,5})\/(\w{1,4}) on ([\d.]{7,15})$/.exec(said),
    );
    if (!read.success) return;
    saw.ours = true;
    const [, number, proto, ip] = read.data;
    collection.add({ address: ip, port: number, protocol: proto });
  };

  return {
    write: (chunk) => {
      const lines = (rest + utf8.decode(chunk, { stream: true })).split('\n');
      rest = (lines.pop() ?? '').slice(0, longestLine);
      for (const text of lines) take(text);
      return null;
    },
    end: ({ complete }) => {
      take(rest);
      rest = '';
      // It prints nothing at all where it found nothing.
      const ours = saw.ours || saw.start || !saw.something;
      if (!ours) return err(failure('tool.output', 'masscan printed no report.'));
      return ok({ ...collection.result(), partial: !complete || (saw.something && !saw.end) });
    },
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
