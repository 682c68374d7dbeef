#!/usr/bin/env node
// The launcher. It is old JavaScript on purpose: it must start on any Node from 14 up, so that a wrong version leads to the right
// one, or to one clear sentence, and never to a syntax error.
import { spawn } from 'child_process';
import { existsSync, realpathSync } from 'fs';
import module from 'module';
import { dirname, isAbsolute, join } from 'path';
import { fileURLToPath, pathToFileURL } from 'url';
import v8 from 'v8';

const wantedMajor = 24;
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const source = join(root, 'src', 'cli', 'main.ts');
const inCheckout = existsSync(source);

if (Number(process.versions.node.split('.')[0]) >= wantedMajor) runProgram();
else runUnderOwnNode();

function runProgram() {
  if (inCheckout && !existsSync(join(root, 'node_modules'))) {
    stop(
      'the dependencies of this checkout are not installed. Run "npm test" or "npm ci" in ' +
        root +
        ' first.',
    );
    return;
  }
  if (process.argv.indexOf('serve') !== -1) {
    // A server over HTTP is asked to reload by it, also while it starts; one over stdin and stdout takes this back.
    process.on('SIGHUP', function () {});
    // Loading the program would let V8's young generation grow to 64 MB, which a server then keeps: see hold-memory.ts.
    v8.setFlagsFromString('--semi-space-growth-factor=1');
  }
  useCompileCache();
  import(pathToFileURL(inCheckout ? source : join(root, 'dist', 'cli', 'main.js')).href)
    .then(function (program) {
      return program.main(process.argv.slice(2));
    })
    .then(function (code) {
      process.exitCode = code;
    })
    .catch(function (bug) {
      process.stderr.write('bailiwick: internal error: ' + ((bug && bug.stack) || bug) + '\n');
      process.exitCode = 8;
    });
}

// Node's default place is a shared folder under /tmp, where another user could plant compiled code for us to run.
function useCompileCache() {
  const home = process.env.HOME;
  const given = process.env.XDG_CACHE_HOME;
  const cache = given && isAbsolute(given) ? given : home && isAbsolute(home) ? join(home, '.cache') : null;
  if (cache) module.enableCompileCache(join(cache, 'bailiwick', 'compile'));
}

function runUnderOwnNode() {
  const node = join(root, '.toolchain', 'node_modules', '.bin', 'node');
  if (!inCheckout || !existsSync(node) || realpathSync(node) === realpathSync(process.execPath)) {
    const wayOut = inCheckout
      ? 'run "npm test" in ' + root + " once, which installs the project's own Node, or install"
      : 'install';
    stop('Node.js ' + wantedMajor + ' or newer is needed, and this is ' + process.version + ' (' + process.execPath + '); ' +
      wayOut + ' Node.js ' + wantedMajor + ' from https://nodejs.org/en/download and run the same command again.'); // prettier-ignore
    return;
  }
  const child = spawn(node, [fileURLToPath(import.meta.url)].concat(process.argv.slice(2)), {
    stdio: 'inherit',
  });
  const forward = {};
  ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'].forEach(function (signal) {
    forward[signal] = function () {
      // A terminal sends what its keys mean to both of us; the child must not see one key press twice.
      const fromKeyboard = process.stdin.isTTY && (signal === 'SIGINT' || signal === 'SIGQUIT');
      if (!fromKeyboard) child.kill(signal);
    };
    process.on(signal, forward[signal]);
  });
  child.on('error', function (error) {
    stop(
      'the Node at ' +
        node +
        ' does not start (' +
        error.message +
        '). Remove .toolchain/node_modules and run "npm test".',
    );
  });
  child.on('exit', function (code, signal) {
    if (signal === null) {
      process.exitCode = code;
      return;
    }
    Object.keys(forward).forEach(function (name) {
      process.removeListener(name, forward[name]);
    });
    process.kill(process.pid, signal);
  });
}

function stop(message) {
  process.stderr.write('bailiwick: ' + message + '\n');
  process.exitCode = 5;
}
