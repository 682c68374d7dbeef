/** The call that the bench makes: valid, in scope, and answered by the stub. */
export const digCall = {
  name: 'dig',
  arguments: { target: 'db.lab.internal', server: '127.0.0.1' },
} as const;

/** The parameters of `initialize` of a client of the session era. */
export const initializeParams = {
  protocolVersion: '2025-11-25',
  capabilities: {},
  clientInfo: { name: 'bench', version: '1' },
} as const;

/** Throws unless an answer tells of a success: a bench of refusals would look splendid. */
export function expectSuccess(answer: string): void {
  if (!answer.includes('"status":"succeeded"'))
    throw new Error(`a call did not succeed: ${answer.slice(0, 500)}`);
}
