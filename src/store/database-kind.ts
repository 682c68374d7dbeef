/** The databases that the store can be kept in. */
export type DatabaseKind = 'sqlite' | 'postgres';
