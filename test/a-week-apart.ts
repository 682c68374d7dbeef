import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Sandbox } from './command-line.ts';

const folder = new URL('../src/tools/catalogue/fixtures/a-week-apart/', import.meta.url);

/** The scan that was made of a network in a namespace, before and after every kind of change. */
export const weeklyScan = {
  target: '10.77.9.8/29',
  ports: '20-25,80,443,3306,3389,8080,8443,9443',
  service_detection: true,
  scripts: ['ssl-cert'],
} as const;

/** Writes a stub that prints what the real nmap printed before, and from the second time on what it printed after; no packet is sent. */
export function stubWeeklyNmap(sandbox: Sandbox): string {
  const seen = join(sandbox.folder, 'seen');
  return sandbox.stub(
    'nmap',
    `case "$*" in --version) echo 'Nmap version 7.93 ( https://nmap.org )'; exit ;; *127.0.0.1*) exit ;; esac
if test -e '${seen}'; then cat '${folder.pathname}nmap-after.xml'; else touch '${seen}'; cat '${folder.pathname}nmap-before.xml'; fi`,
  );
}

/** What the two are pinned to be compared as. */
export const pinnedWeek = (file: string): string => readFileSync(new URL(file, folder), 'utf8');
