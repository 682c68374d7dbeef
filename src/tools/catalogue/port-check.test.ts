import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { planOf, readOutput } from '../../../test/tool-suite.ts';
import { jsonBytes } from '../../output/json-bytes.ts';
import { portCheck } from './port-check.ts';
import { createPortCheckReader } from './port-check/read-lines.ts';

const recorded = readFileSync(new URL('fixtures/port-check-banners.jsonl', import.meta.url), 'utf8');

test.each([
  [{ target: '10.0.0.5' }, '--ports 22,80 --timeout-ms 1500 --concurrency 64 --banners -- 10.0.0.5'],
  [
    { target: '10.0.0.1-5', banners: false, concurrency: 8 },
    '--ports 22,80 --timeout-ms 1500 --concurrency 8 -- 10.0.0.1 10.0.0.2/31 10.0.0.4/31',
  ],
  [
    { target: 'db.lab.internal', connect_timeout_ms: 50 },
    '--ports 22,80 --timeout-ms 50 --concurrency 64 --banners -- 10.0.0.5',
  ],
])('%j becomes %s', (input, argv) => {
  const plan = planOf(portCheck, { ports: '22,80', ...input });
  expect(plan.ok && plan.value.argv.join(' ')).toBe(argv);
});

test.each([
  [{ target: '10.0.0.5' }, /^ports is missing; give a text, such as "22,80"\./],
  [{ target: '10.0.0.5', ports: 'T:80' }, /port_check knows TCP alone/],
  [{ target: '10.0.0.5', ports: '80', extra_args: '-e /bin/sh' }, /no flag that this tool accepts/],
  [
    { target: '10.0.0.5', ports: '80', concurrency: 9999 },
    /concurrency is 9999; it takes a whole number from 1 to 256\./,
  ],
])('%j is refused', (input, message) => {
  const plan = planOf(portCheck, input);
  expect(plan.ok ? '' : plan.error.message).toMatch(message);
});

test('a recorded run is read, open ports first', () => {
  const found = readOutput(portCheck, recorded);
  expect(found).toMatchObject({
    ok: true,
    value: {
      summary:
        '3 open, 2 closed, 0 filtered. Open: 42121/tcp (127.0.0.1); 42122/tcp (127.0.0.1); 42180/tcp (127.0.0.1).',
      result: { counts: { open: 3, closed: 2, filtered: 0 }, omitted: 0, partial: false },
    },
  });
  const checks = found.ok ? found.value.result : null;
  expect(checks).toHaveProperty(
    'checks.0',
    expect.objectContaining({ port: 42121, banner: '220 (vsFTPd 3.0.3)' }),
  );
});

test('progress is told while it runs, and only where it grows', () => {
  const reader = createPortCheckReader();
  const lines = recorded.split(/(?<=\n)/).map((text) => new TextEncoder().encode(text));
  expect(lines.map((text) => reader.write(text)?.done).filter((done) => done !== undefined)).toEqual([4, 5]);
});

test('a run that was stopped is partial, and foreign lines are passed over', () => {
  const found = readOutput(
    portCheck,
    `${recorded.split('\n').slice(0, 3).join('\n')}\nnoise\n{"type":"check"}\n{"type":"che`,
  );
  expect(found).toMatchObject({
    ok: true,
    value: { result: { counts: { open: 1, closed: 2 }, partial: true } },
  });
});

const checkLine = (state: 'open' | 'closed', port: number, banner: string | null = null): string =>
  `${JSON.stringify({ type: 'check', address: '10.0.0.1', port, state, millis: 1, banner })}\n`;
const lastLine = '{"type":"end","done":1,"total":1,"open":0,"closed":0,"filtered":0}\n';

test('a long list is cut within a mebibyte, open ports first; the counts are not cut', () => {
  const many = Array.from({ length: 5000 }, (_, at) => checkLine('closed', at + 1)).join('');
  const open = Array.from({ length: 9000 }, (_, at) =>
    checkLine('open', at + 1, '\u202e€"'.repeat(300)),
  ).join('');
  const found = readOutput(portCheck, `${many}${open}${lastLine}`);
  if (!found.ok) throw new Error(found.error.message);
  expect(found.value.result).toMatchObject({ counts: { open: 9000, closed: 5000 }, partial: false });
  expect(jsonBytes(found.value.result)).toBeLessThan(1024 * 1024);
  expect(found.value.result).toHaveProperty('checks.1000.state', 'open');
  expect(found.value.summary).toMatch(/^9000 open, 5000 closed.* Counted but not listed: \d+ checks\.$/);
});

test('what is counted and not printed is in the counts, also where the run was stopped', () => {
  const tally = (type: string): string =>
    `${JSON.stringify({ type, done: 900_001, total: 1_000_000, open: 1, closed: 700_000, filtered: 200_000 })}\n`;
  const lines = `${checkLine('open', 80)}${checkLine('closed', 81)}`;
  for (const [type, partial] of [
    ['progress', true],
    ['end', false],
  ] as const) {
    const found = readOutput(portCheck, `${lines}${tally(type)}`);
    expect(found).toMatchObject({
      ok: true,
      value: {
        result: { counts: { open: 1, closed: 700_000, filtered: 200_000 }, omitted: 899_999, partial },
      },
    });
    expect(found.ok && found.value.summary).toMatch(/^1 open, 700000 closed, 200000 filtered\./);
  }
});

test('a report that was cut on its way is told, and one without a line is a failure', () => {
  const cut = readOutput(portCheck, checkLine('open', 80));
  expect(cut).toMatchObject({ ok: true, value: { result: { partial: true, damaged: true } } });
  expect(cut.ok && cut.value.summary).toMatch(/Partial: its report was cut, so the counts are too low/);
  expect(readOutput(portCheck, 'noise')).toMatchObject({ ok: false, error: { code: 'tool.output' } });
});

test.each(['\n', '{\n', 'noise\n', '{"type":"check"}\n'])(
  '16 MiB of %j, which took minutes, hides no check before it and soon ends',
  (noise) => {
    const reader = createPortCheckReader();
    reader.write(new TextEncoder().encode(checkLine('open', 80)));
    const chunk = new TextEncoder().encode(noise.repeat(Math.floor(65_536 / noise.length)));
    const started = performance.now();
    for (let at = 0; at < 256; at += 1) reader.write(chunk);
    expect(performance.now() - started).toBeLessThan(4000);
    const output = { stdout: '', stderr: '', truncatedStdout: true, returncode: 0, complete: true };
    expect(reader.end(output)).toMatchObject({
      ok: true,
      value: { counts: { open: 1 }, partial: true, damaged: true },
    });
  },
);
