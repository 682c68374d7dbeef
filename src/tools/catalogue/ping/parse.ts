import { failure } from '../../../kernel/failure.ts';
import { err, ok, type Result } from '../../../kernel/result.ts';
import { cleanField } from '../../../output/clean.ts';
import type { ToolOutput } from '../../tool.ts';
import type { PingResult } from './result.ts';

/** A hundred requests, and some replies that came twice. */
const mostReplies = 128;
const mostErrors = 32;
const longestField = 120;

/** Reads what ping prints with `-n`. A run that was stopped has no statistics: its replies are counted instead. */
export function parsePing({ stdout }: ToolOutput): Result<PingResult> {
  if (!/^PING [!-~]/.test(stdout)) return err(failure('tool.output', 'ping printed no report.'));
  const replies: PingResult['replies'] = [];
  const errors: PingResult['errors'] = [];
  for (const line of stdout.split('\n')) {
    if (replies.length < mostReplies) replies.push(...replyOf(line));
    if (errors.length < mostErrors) errors.push(...errorOf(line));
  }
  return ok({ ...(statisticsOf(stdout) ?? counted(replies)), rtt_ms: timesOf(stdout), replies, errors });
}

type Counts = Pick<PingResult, 'sent' | 'received' | 'duplicates' | 'loss_percent' | 'partial'>;

function statisticsOf(stdout: string): Counts | null {
  const [, sent, received, duplicates = 0, loss] =
    /^(\d{1,9}) packets transmitted, (\d{1,9}) received, (?:\+(\d{1,9}) duplicates, )?(?:\+\d{1,9} (?:corrupted|errors), ){0,2}(\d{1,3}(?:\.\d{1,6})?)% packet loss/m.exec(
      stdout,
    ) ?? [];
  if (sent === undefined || received === undefined) return null;
  return {
    sent: Number(sent),
    received: Number(received),
    duplicates: Number(duplicates),
    loss_percent: Math.min(100, Number(loss)),
    partial: false,
  };
}

function counted(replies: PingResult['replies']): Counts {
  const answered = new Set(replies.map(({ seq }) => seq));
  const sent = Math.max(0, ...answered);
  const received = Math.min(sent, answered.size);
  const loss = sent === 0 ? 0 : Math.round((1000 * (sent - received)) / sent) / 10;
  return {
    sent,
    received,
    duplicates: replies.length - answered.size,
    loss_percent: loss,
    partial: true,
  };
}

function timesOf(stdout: string): PingResult['rtt_ms'] {
  const [, min, avg, max, mdev] =
    /^rtt min\/avg\/max\/mdev = (\d{1,9}\.\d{1,6})\/(\d{1,9}\.\d{1,6})\/(\d{1,9}\.\d{1,6})\/(\d{1,9}\.\d{1,6}) ms/m.exec(
      stdout,
    ) ?? [];
  return min === undefined
    ? null
    : { min: Number(min), avg: Number(avg), max: Number(max), mdev: Number(mdev) };
}

function replyOf(line: string): PingResult['replies'] {
  const [, seq, ttl, ms] =
    /^\d{1,9} bytes from [0-9A-Fa-f.:]{2,45}: icmp_seq=(\d{1,9}) ttl=(\d{1,3})(?: time=(\d{1,9}(?:\.\d{1,6})?) ms)?/.exec(
      line,
    ) ?? [];
  return seq === undefined
    ? []
    : [{ seq: Number(seq), ttl: Number(ttl), ms: ms === undefined ? null : Number(ms) }];
}

function errorOf(line: string): PingResult['errors'] {
  const [, from, seq, text] = /^From ([0-9A-Fa-f.:]{2,45}) icmp_seq=(\d{1,9}) (\S.*)$/.exec(line) ?? [];
  return from === undefined || text === undefined
    ? []
    : [{ seq: Number(seq), from: cleanField(from, longestField), text: cleanField(text, longestField) }];
}
