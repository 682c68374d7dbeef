import { failure, type Failure } from '../kernel/failure.ts';

/** A setting that cannot be meant as it is written: `why` is the predicate of a sentence about `path`. */
export const invalidSetting = (path: string, why: string, at: string): Failure =>
  failure('config.invalid', why.startsWith(path) ? why : `${path}: ${why}`, {
    field: path,
    rule: { text: path, at },
  });
