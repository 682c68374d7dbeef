import { spawn, spawnSync } from 'node:child_process';

// The whole gate, cheapest first. Every step runs even after one failed, so that one run tells everything. The tests come last,
// and the closing line counts the other steps too: who reads only that line sees a broken gate.
const steps = [
  ['typecheck'],
  ['format:check'],
  ['lint'],
  ['layers'],
  ['layers:graph', '--check'],
  ['unused'],
  ['generate:check'],
  ['build'],
  ['package:check'],
] as const;

const total = { passed: 0, failed: 0, skipped: 0 };
for (const [step, ...args] of steps) runStep(step, args);

const lastWords = await runTests(process.argv.slice(2));
const counted = /(\d+) passed, (\d+) failed(?:, (\d+) skipped)?\s*$/.exec(lastWords);
total.passed += Number(counted?.[1] ?? 0);
total.failed += Number(counted?.[2] ?? 1);
total.skipped += Number(counted?.[3] ?? 0);

const skipped = total.skipped === 0 ? '' : `, ${total.skipped} skipped`;
process.stdout.write(`\nThe gate, its ${steps.length} steps before the tests included:\n`);
process.stdout.write(`${total.passed} passed, ${total.failed} failed${skipped}\n`);
process.exitCode = total.failed === 0 ? 0 : 1;

function runStep(step: string, args: readonly string[]): void {
  const began = performance.now();
  const { status, stdout, stderr } = spawnSync('npm', ['run', '--silent', step, '--', ...args], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  total[status === 0 ? 'passed' : 'failed'] += 1;
  process.stdout.write(`${status === 0 ? '✓' : '✗'} ${step} (${seconds} s)\n`);
  if (status !== 0) process.stdout.write(`${stdout}${stderr}\n`);
}

/** Shows the tests as they run; returns the end of what they printed. A run that failed without a count counts as one failure. */
async function runTests(args: readonly string[]): Promise<string> {
  const child = spawn('npm', ['test', '--silent', '--', ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  let end = '';
  child.stdout.on('data', (chunk: Buffer) => {
    process.stdout.write(chunk);
    end = (end + chunk.toString()).slice(-200);
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      const clean = /\b0 failed/.test(end) ? code === 0 : true;
      resolve(clean ? end : '');
    });
  });
}
