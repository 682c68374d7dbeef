/** The most that a configuration file may hold, bytes. It has a file of its own, since what writes files needs no schema. */
export const maxFileBytes = 1_048_576;
