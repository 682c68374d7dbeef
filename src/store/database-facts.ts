/** How it stands with a database, whatever its version. Sizes are in bytes. */
export interface DatabaseFacts {
  readonly version: number;
  readonly newestVersion: number;
  readonly applied: readonly string[];
  readonly pending: readonly string[];
  /** Of the audit log. */
  readonly records: number;
  readonly runs: number;
  readonly contents: number;
  readonly databaseBytes: number;
  /** What has been written lately, and is not in the database's own file yet; 0 of a server. */
  readonly walBytes: number;
  /** Of the contents that are files. */
  readonly contentFiles: number;
  readonly contentFileBytes: number;
}
