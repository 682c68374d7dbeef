import { renderConfigExample } from './example.ts';

/**
 * A file to begin with: every key with its default and what it means, all of them comments but the scope, so that a default that
 * gets better later is not held back by a copy.
 */
export function renderStarter(): string {
  const [, , ...lines] = renderConfigExample().split('\n');
  let isOpen = false;
  const rest = lines.map((line) => {
    if (/^[a-z]/.test(line)) isOpen = /^(?:version|scope):/.test(line);
    const isKept = line === '' || /^ *#/.test(line) || (isOpen && kept.test(line));
    return isKept ? line : `# ${line}`;
  });
  return [...head, ...rest].join('\n');
}

const kept = /^(?:version|scope):|^ {2}(?:allow|deny):/;

const head = [
  '# What agents may touch from this machine, and how. `bailiwick config explain KEY` says what a key means and where its value',
  '# comes from, `bailiwick config check` judges this file. Every key stands here with its default; most are comments.',
];
