'use strict';
// What must be done before a job can run, decided from facts alone. Old JavaScript: it runs before the right Node is there.

/**
 * @typedef {object} Facts
 * @property {string} nodeVersion the running Node, such as `v20.20.2`
 * @property {string} platform such as `linux`
 * @property {string} arch such as `x64`
 * @property {boolean} musl true where the C library is not glibc
 * @property {boolean} root
 * @property {boolean} debian true where apt-get is the way to install programs
 * @property {'absent' | 'stale' | 'current'} toolchain the project's own Node
 * @property {'absent' | 'stale' | 'current'} modules the locked dependencies
 * @property {readonly string[]} missingPrograms names out of `programs`
 */

/**
 * @typedef {{ kind: 'toolchain' | 'modules' } | { kind: 'apt', packages: string[] }
 *   | { kind: 'advise', text: string } | { kind: 'stop', text: string }} Step
 */

const wantedMajor = 24;

/** The programs that users need as well, and the packages that hold them; `doctor` reads the same table. */
const usual = require('../bin/programs.json');

/** The programs that the tests alone start. */
const ofTests = require('./test-programs.json');

const programs = usual.concat(ofTests);

/**
 * True where the running Node is too old for the project.
 * @param {string} nodeVersion
 */
function needsOwnNode(nodeVersion) {
  return Number(nodeVersion.replace(/^v/, '').split('.')[0]) < wantedMajor;
}

/**
 * The set-up that is left to do, in order; empty where everything is there.
 * @param {Facts} facts
 * @returns {Step[]}
 */
function decide(facts) {
  /** @type {Step[]} */
  const steps = [];
  if (needsOwnNode(facts.nodeVersion)) {
    const shipped =
      facts.platform === 'linux' && !facts.musl && (facts.arch === 'x64' || facts.arch === 'arm64');
    if (!shipped) return [{ kind: 'stop', text: installNode(facts) }];
    if (facts.toolchain !== 'current') steps.push({ kind: 'toolchain' });
  }
  if (facts.modules !== 'current') steps.push({ kind: 'modules' });
  return steps.concat(forPrograms(facts));
}

/**
 * @param {Facts} facts
 * @returns {Step[]}
 */
function forPrograms(facts) {
  const missing = programs.filter(function (program) {
    return facts.missingPrograms.indexOf(program.name) !== -1;
  });
  if (missing.length === 0) return [];
  const packages = missing.map(function (program) {
    return program.debian;
  });
  if (facts.debian && facts.root) return [{ kind: 'apt', packages: packages }];
  return [{ kind: 'advise', text: missingText(missing, facts.debian, packages) }];
}

/**
 * @param {typeof programs} missing
 * @param {boolean} debian
 * @param {string[]} packages
 */
function missingText(missing, debian, packages) {
  const names = missing.map(function (program) {
    return program.name;
  });
  /** @param {'fedora' | 'brew' | 'alpine'} system */
  function list(system) {
    return missing
      .map(function (program) {
        return program[system];
      })
      .join(' ');
  }
  const how = debian
    ? 'sudo apt-get install -y --no-install-recommends ' + packages.join(' ')
    : 'dnf install ' + list('fedora') + ' | brew install ' + list('brew') + ' | apk add ' + list('alpine');
  return (
    names.join(' and ') +
    ' not found; what needs ' +
    (names.length > 1 ? 'them' : 'it') +
    ' is left out. To install: ' +
    how
  );
}

/** @param {Facts} facts */
function installNode(facts) {
  const system = facts.platform + ' ' + facts.arch + (facts.musl ? ' (musl)' : '');
  return (
    'Node.js ' +
    wantedMajor +
    ' or newer is needed, this is ' +
    facts.nodeVersion +
    ', and the project has no Node of its own for ' +
    system +
    '. Install it from https://nodejs.org/en/download (or "nvm install ' +
    wantedMajor +
    '") and run the same command again.'
  );
}

/**
 * The names of the programs that a job starts.
 * @param {string} job
 * @returns {string[]}
 */
function programsOf(job) {
  return (job === 'demo' ? usual : programs).map(function (program) {
    return program.name;
  });
}

module.exports = { decide: decide, needsOwnNode: needsOwnNode, programsOf: programsOf };
