import { z } from 'zod';
import { failure } from '../../../kernel/failure.ts';
import { err, ok, type Result } from '../../../kernel/result.ts';
import { createLineStream, type LineStream } from '../../../output/line-stream.ts';
import type { Reader, ToolOutput } from '../../tool.ts';
import { createCollection, type Seen } from './collect.ts';
import type { MasscanResult } from './result.ts';
import { whyNothingScanned } from './unable.ts';

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

/**
 * Reads what masscan prints with `--interactive -oJ -`, while it runs. A port is told of at once as a line of text, and again as
 * a line of JSON. The JSON comes in blocks, and its last one is lost where masscan is stopped; so both are read.
 */
export function createMasscanReader(): Reader<MasscanResult> {
  const collection = createCollection();
  let saw = { start: false, end: false, ours: false };
  let isFirst = true;
  let wholeBefore = true;

  const takeJson = (text: string): boolean => {
    const read = line.safeParse(jsonOf(text));
    if (!read.success) return false;
    saw.ours = true;
    for (const found of read.data.ports) {
      const seen = { address: read.data.ip, port: found.port, protocol: found.proto };
      collection.add(seen);
      if ('service' in found) collection.addBanner(seen, found.service.name, found.service.banner);
    }
    return true;
  };
  const take = (text: string): boolean => {
    if (text.startsWith('{')) return takeJson(text.replace(/,$/, ''));
    if (text === '[' || text === ']') {
      const mark = text === '[' ? 'start' : 'end';
      const isNew = !saw[mark];
      saw[mark] = true;
      return isNew;
    }
    const seen = discoveredIn(text);
    if (seen === null) return false;
    saw.ours = true;
    collection.add(seen);
    return true;
  };
  const beginLines = (): LineStream => createLineStream({ begin: '{[]D', longest: longestLine, take });
  let lines = beginLines();
  /** Whether a report was whole, or why it is none. */
  const endReport = (output: ToolOutput): Result<boolean> => {
    const { complete, returncode, stderr } = output;
    const { blank } = lines.end();
    // Stopped between two slices it has said nothing of the second, and could scan the first.
    if (!isFirst && !complete && !saw.ours) return ok(hasWaited(stderr));
    const unable = saw.ours ? null : whyNothingScanned(output);
    if (unable !== null) return err(unable);
    // It prints nothing at all where it found nothing.
    const ours = saw.ours || saw.start || blank;
    if (!ours) return err(failure('tool.output', 'masscan printed no report.'));
    return ok(complete ? returncode === 0 && (blank || saw.end) : hasWaited(stderr));
  };

  return {
    write: (chunk) => {
      lines.write(chunk);
      return null;
    },
    next: (output) => {
      const whole = endReport(output);
      if (!whole.ok) return whole;
      isFirst = false;
      wholeBefore &&= whole.value;
      saw = { start: false, end: false, ours: false };
      lines = beginLines();
      return ok(null);
    },
    end: (output) => {
      const whole = endReport(output);
      if (!whole.ok) return whole;
      return ok({ ...collection.result(), partial: !(wholeBefore && whole.value) });
    },
  };
}

/** It counts the seconds that it waits for late answers down, and below none where nothing comes that would end it. */
const hasWaited = (stderr: string): boolean => /waiting -\d+-secs/.test(stderr);

function discoveredIn(text: string): Seen | null {
  const [, number, proto, ip] =
    /^Discovered open port (\d{1,5})\/(tcp|udp) on (\d{1,3}(?:\.\d{1,3}){3})$/.exec(text) ?? [];
  if (ip === undefined || !isPort(Number(number))) return null;
  return { address: ip, port: Number(number), protocol: proto === 'udp' ? 'udp' : 'tcp' };
}

const isPort = (number: number): boolean => number >= 1 && number <= 65_535;

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
