/** Who calls from a command line: somebody who has the machine and its data folder. */
export const asOperator = { channel: 'cli', principal: 'local', client: null } as const;
