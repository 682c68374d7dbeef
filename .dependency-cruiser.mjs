import { effectModules, effectRooms, layers } from './layers.mjs';

// Every rule about rooms is made from the list in layers.mjs. The parser is swc, because dependency-cruiser does not know
// TypeScript 7: without it no .ts file is seen and everything looks green. test/ground/layers.test.ts plants violations.

const pureRooms = layers.flat().filter(({ pure }) => pure);

const upward = layers
  .slice(0, -1)
  .map((layer, line) =>
    rule(
      `only-downward-from-${names(layer).join('-')}`,
      'A room imports only rooms on lower lines of layers.mjs.',
      { path: inside(names(layer)) },
      { path: inside(layers.slice(line + 1).flatMap(names)) },
    ),
  );

const sideways = layers
  .filter((layer) => layer.length > 1)
  .map((layer) =>
    rule(
      `strangers-${names(layer).join('-')}`,
      'Rooms on one line of layers.mjs do not know each other.',
      { path: inside(names(layer)) },
      { path: inside(names(layer)), pathNot: '^src/$1/' },
    ),
  );

/** @satisfies {import('dependency-cruiser').IConfiguration} */
const configuration = {
  forbidden: [
    ...upward,
    ...sideways,
    rule(
      'every-folder-is-a-room',
      'A folder that layers.mjs does not name escapes every other rule.',
      { path: '^src/[^/]+/', pathNot: inside(layers.flatMap(names)) },
      {},
    ),
    rule(
      'pure-rooms-import-nothing-of-node',
      'Pure rooms have no clock, environment, files or processes; such things enter by a port.',
      // A hash is a function of values, so the one file that makes one is pure.
      { path: inside(names(pureRooms)), pathNot: '^src/config/config-version\\.ts$' },
      { dependencyTypes: ['core'] },
    ),
    rule(
      'effects-only-in-effect-rooms',
      `Processes, files and sockets belong to ${effectRooms.join(', ')} alone.`,
      { path: '^src/', pathNot: inside(effectRooms) },
      { path: `^(node:)?(${effectModules.join('|')})(/|$)` },
    ),
    rule(
      'no-cycles',
      'Modules that import each other cannot be understood one at a time.',
      {},
      { circular: true },
    ),
    rule(
      'no-orphans',
      'A module that nobody imports and that imports nothing is dead.',
      { orphan: true },
      {},
    ),
    rule(
      'no-development-dependencies',
      'What is published runs without devDependencies; the demo alone asks for its client when it needs it, and does without.',
      { path: '^src/', pathNot: '^src/cli/demo/load-client\\.ts$' },
      { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
    ),
    rule(
      'nothing-unresolvable',
      'An import that leads nowhere escapes every other rule.',
      {},
      { couldNotResolve: true },
    ),
  ],
  options: {
    /** @type {'swc'} */
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['\\.test\\.ts$', '/fixtures/'] },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.mjs', '.json'],
      conditionNames: ['import', 'node', 'default'],
      exportsFields: ['exports'],
    },
  },
};

export default configuration;

/**
 * @param {string} name
 * @param {string} comment
 * @param {import('dependency-cruiser').IRegularForbiddenRuleType['from']} from
 * @param {import('dependency-cruiser').IRegularForbiddenRuleType['to']} to
 * @returns {import('dependency-cruiser').IForbiddenRuleType}
 */
function rule(name, comment, from, to) {
  return { name, comment, severity: 'error', from, to };
}

/** @param {readonly string[]} rooms */
function inside(rooms) {
  return `^src/(${rooms.join('|')})/`;
}

/** @param {readonly { room: string }[]} layer */
function names(layer) {
  return layer.map(({ room }) => room);
}
