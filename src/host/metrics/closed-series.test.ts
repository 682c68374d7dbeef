import { expect, test } from 'vitest';
import { errorTable, type ErrorCode } from '../../kernel/error-table.ts';
import type { RunEvent } from '../../kernel/run-event.ts';
import { statusOf } from '../../pipeline/verdict.ts';
import { families, type FamilyName } from './families.ts';
import { linesOf, makeMetrics, refused, resultOf, started, finished } from './fixtures/a-server.ts';
import { parseExposition } from './fixtures/parse-exposition.ts';
import { mostSeries } from './most-series.ts';

const isCode = (code: string): code is ErrorCode => Object.hasOwn(errorTable, code);
const codes = Object.keys(errorTable).filter(isCode);
const tools = ['nmap', 'dig', '__proto__', 'toString', 'other', '', 'nmap"} 1\nx'];
const pick = <T>(from: readonly T[], fallback: T): T =>
  from[Math.floor(Math.random() * from.length)] ?? fallback;
const noise = (): string => Math.random().toString(36);

/** A call of anything, with anything, that ended in any way. */
function anyCall(): readonly RunEvent[] {
  const code = pick(codes, 'internal');
  const status = statusOf(code);
  const strange = Math.random() < 0.5 ? noise() : '';
  if (status === 'refused') return [refused(pick(tools, '') + strange, code, 'target')];
  const tool = pick(['nmap', 'dig'], 'dig');
  const result = resultOf(tool, status, code, { summary: noise(), correlation_id: noise() });
  const metadata = { ...result.metadata, target: noise(), argv: [noise()], sandbox: `netns, ${noise()}` };
  return [started(tool), { ...finished(tool, { ...result, metadata }), traceId: noise().slice(2) }];
}

test('C2: 10,000 calls with random targets, arguments and names add no series', async () => {
  const metrics = makeMetrics();
  for (const scope of ['client', 'tool'] as const) metrics.observe(refused('dig', 'limit.rate', scope));
  const before = await linesOf(metrics);
  for (let call = 0; call < 10_000; call += 1) for (const event of anyCall()) metrics.observe(event);
  expect((await linesOf(metrics)).length - before.length).toBe(0);
});

test('C2: no metric has more series than the reference says, whatever is counted', async () => {
  const metrics = makeMetrics();
  const methods = ['tools/list', 'tools/call', 'resources/read'] as const;
  for (let call = 0; call < 5000; call += 1) {
    for (const event of anyCall()) metrics.observe(event);
    metrics.request(noise());
    metrics.operation({
      method: pick(methods, 'tools/call'),
      tool: pick(tools, ''),
      errorType: noise(),
      seconds: 1,
    });
    metrics.breakerChanged(noise(), 'closed', 'isolated');
  }
  const { body } = await metrics.render('text');
  for (const { name, samples } of parseExposition(body, 'text'))
    expect([name, samples.length <= mostSeries(nameOf(name), 2)]).toEqual([name, true]);
});

const isName = (name: string): name is FamilyName => Object.hasOwn(families, name);
const nameOf = (name: string): FamilyName => {
  if (!isName(name)) throw new Error(`no such metric: ${name}`);
  return name;
};
