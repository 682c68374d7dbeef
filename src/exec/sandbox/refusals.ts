import { failure, type Failure } from '../../kernel/failure.ts';

/** An offline tool where nothing cuts a network off. */
export const notCutOff = (tool: string): Failure =>
  unavailable(
    `${tool} runs without a network, and nothing here cuts it off: that takes bubblewrap and a sandbox.mode that uses it.`,
    askPerson,
  );

/** A tier that is required and does not work here; `why` is a clause. */
export const lacking = (mode: string, tier: string, why: string): Failure =>
  unavailable(`sandbox.mode is ${mode}, and ${tier} does not work here: ${why}.`, askPerson);

/** A program with raw sockets that no network namespace holds; `why` is a clause. */
export const noRaw = (tool: string, why: string): Failure =>
  unavailable(
    `${tool} needs raw sockets for this, which are kept to network namespaces: ${why}.`,
    'Ask for what needs no raw sockets, such as a connect scan; a person may set sandbox.accept_raw_without_netns.',
  );

/** A target that is this machine, where a namespace is required. */
export const unreachable = (tool: string): Failure =>
  unavailable(
    `sandbox.mode is require-netns, and no network namespace reaches this machine itself, which ${tool} was asked to touch.`,
    'Leave this machine out; a person may set sandbox.mode to auto.',
  );

const askPerson = 'Ask a person: `bailiwick doctor` shows what is missing.';

const unavailable = (why: string, next: string): Failure =>
  failure('sandbox.unavailable', `${why} Nothing was sent.`, { next: [next] });
