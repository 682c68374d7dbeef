'use strict';
// Does all the set-up that a fresh machine needs, then the job: node scripts/setup.cjs demo|test|check [arguments].
// Old JavaScript without dependencies: it is what runs when neither the right Node nor node_modules is there yet.
// A second run finds everything in place and starts the job at once.
const childProcess = require('child_process');
const fs = require('fs');
const path = require('path');
const plan = require('./setup-plan.cjs');

const root = path.dirname(__dirname);
const toolchain = path.join(root, '.toolchain');
const ownNode = path.join(toolchain, 'node_modules', '.bin', 'node');

const jobs = {
  demo: ['bin/bailiwick.js', 'demo'],
  test: ['node_modules/vitest/vitest.mjs', 'run'],
  check: ['scripts/check.ts'],
};

main(process.argv[2], process.argv.slice(3));

/** @param {string | undefined} name @param {string[]} rest */
function main(name, rest) {
  if (name !== 'demo' && name !== 'test' && name !== 'check') {
    stop('no job ' + JSON.stringify(name) + '; the jobs are: ' + Object.keys(jobs).join(', '), 2);
  }
  const steps = plan.decide(gatherFacts(name));
  const needsOwn = plan.needsOwnNode(process.version);
  if (needsOwn)
    process.env['PATH'] = path.join(toolchain, 'node_modules', '.bin') + path.delimiter + process.env['PATH'];
  steps.forEach(perform);
  runJob(needsOwn ? ownNode : process.execPath, jobs[name].concat(rest));
}

/** @param {string} job */
function gatherFacts(job) {
  const musl = process.platform === 'linux' && fs.existsSync('/etc/alpine-release');
  return {
    nodeVersion: process.version,
    platform: process.platform,
    arch: process.arch,
    musl: musl,
    root: typeof process.getuid === 'function' && process.getuid() === 0,
    debian: fs.existsSync('/etc/debian_version') && fs.existsSync('/usr/bin/apt-get'),
    toolchain: stateOf(toolchain, path.join('.bin', 'node')),
    modules: stateOf(root, path.join('vitest', 'vitest.mjs')),
    missingPrograms: plan.programsOf(job).filter(isMissing),
  };
}

/**
 * Compares what npm wrote down at the end of its last install with the lockfile. An interrupted install wrote nothing.
 * @param {string} folder @param {string} witness a file that every complete install holds
 * @returns {'absent' | 'stale' | 'current'}
 */
function stateOf(folder, witness) {
  const modules = path.join(folder, 'node_modules');
  const record = path.join(modules, '.package-lock.json');
  if (!fs.existsSync(record) || !fs.existsSync(path.join(modules, witness))) return 'absent';
  const installed = packagesOf(record);
  const locked = packagesOf(path.join(folder, 'package-lock.json'));
  /** @param {string} name */
  function isRight(name) {
    const have = installed[name];
    const want = locked[name];
    if (have === undefined || want === undefined)
      return want !== undefined && (name === '' || want.optional === true);
    return have.version === want.version;
  }
  return Object.keys(locked).concat(Object.keys(installed)).every(isRight) ? 'current' : 'stale';
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, optional?: boolean }>}
 */
function packagesOf(file) {
  return JSON.parse(fs.readFileSync(file, 'utf8')).packages;
}

/** @param {string} name */
function isMissing(name) {
  const folders = (process.env['PATH'] || '').split(path.delimiter);
  return !folders.some(function (folder) {
    return folder !== '' && fs.existsSync(path.join(folder, name));
  });
}

/** @param {import('./setup-plan.cjs').Step} step */
function perform(step) {
  if (step.kind === 'stop') stop(step.text, 5);
  if (step.kind === 'advise') say(step.text);
  if (step.kind === 'toolchain') {
    say("installing the project's own Node.js into .toolchain (this one is " + process.version + ')');
    npm(['ci', '--prefix', toolchain]);
    checkOwnNode();
  }
  if (step.kind === 'modules') {
    say('installing the locked dependencies into node_modules');
    npm(['ci']);
  }
  if (step.kind === 'apt') install(step.packages);
}

/** @param {string[]} args */
function npm(args) {
  if (run('npm', args.concat('--no-audit', '--no-fund', '--loglevel=error')) === 0) return;
  stop('"npm ' + args.join(' ') + '" failed; what it said is above. Is the package registry reachable?', 5);
}

/** npm takes Node for optional here: where it cannot be downloaded, npm says that all is well and installs none. */
function checkOwnNode() {
  if (fs.existsSync(ownNode)) return;
  const system = process.platform + ' ' + process.arch;
  stop(
    'npm installed no Node.js for ' +
      system +
      ' into .toolchain: is the package registry reachable? Run the same command again, or install Node.js 24 or newer yourself.',
    5,
  );
}

/** @param {string[]} packages */
function install(packages) {
  say('installing Debian packages: ' + packages.join(' '));
  const apt = ['-qq', '-o', 'DPkg::Lock::Timeout=120'];
  // At this run level no package starts its service: the tests start their own.
  const env = Object.assign({}, process.env, { DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' });
  const done =
    run('apt-get', apt.concat('update'), env) === 0 &&
    withoutCluster(packages, function () {
      return run('apt-get', apt.concat('install', '-y', '--no-install-recommends', packages), env) === 0;
    });
  if (!done)
    say('apt-get failed; what needs ' + packages.join(' or ') + ' is left out. What it said is above.');
}

/**
 * Debian's PostgreSQL makes a database and starts it as soon as it is installed; nobody asked for that.
 * @param {string[]} packages @param {() => boolean} action
 */
function withoutCluster(packages, action) {
  if (packages.indexOf('postgresql') === -1) return action();
  const folder = '/etc/postgresql-common/createcluster.d';
  const file = path.join(folder, 'bailiwick.conf');
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(file, 'create_main_cluster = false\n');
  try {
    return action();
  } finally {
    fs.rmSync(file, { force: true });
  }
}

/**
 * Runs a set-up command; what it prints goes to stderr, so that stdout holds the job's own output alone.
 * @param {string} command @param {string[]} args @param {NodeJS.ProcessEnv} [env]
 */
function run(command, args, env) {
  const done = childProcess.spawnSync(command, args, {
    cwd: root,
    env: env || process.env,
    stdio: ['ignore', 2, 2],
  });
  if (done.error) say(command + ': ' + done.error.message);
  return done.status;
}

/** @param {string} node @param {string[]} args */
function runJob(node, args) {
  const child = childProcess.spawn(node, args, { cwd: root, stdio: 'inherit' });
  child.on('error', function (error) {
    stop(
      node +
        ' does not start (' +
        error.message +
        '); remove .toolchain/node_modules and run the same command again',
      5,
    );
  });
  /** @type {NodeJS.Signals[]} */
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  signals.forEach(function (signal) {
    process.on(signal, function () {
      // A terminal sends Ctrl-C to the whole group; the job must not see it twice.
      if (!(signal === 'SIGINT' && process.stdin.isTTY)) child.kill(signal);
    });
  });
  child.on('exit', function (code, signal) {
    process.exitCode = signal === null ? code || 0 : 1;
  });
}

/** @param {string} text */
function say(text) {
  process.stderr.write('setup: ' + text + '\n');
}

/** @param {string} text @param {number} code @returns {never} */
function stop(text, code) {
  say(text);
  process.exit(code);
}
