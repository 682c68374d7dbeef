import { fieldsAt, textAt, type Fields } from './stored-fields.ts';

/** What an outcome says of the end of its run. */
export interface RecordedEnd {
  /** Of the result; `interrupted` where its server was killed. */
  readonly status: string | null;
  readonly summary: string | null;
  /** Seconds; null where nothing ran. */
  readonly seconds: number | null;
}

/** Reads the end of a run from an outcome; null where that is of a slice, which others follow. */
export function endIn(body: Fields): RecordedEnd | null {
  if (body['slice'] !== undefined) return null;
  const result = fieldsAt(body, 'result');
  const { execution_time: seconds } = result;
  return {
    status: textAt(result, 'status') ?? (body['interrupted'] === undefined ? null : 'interrupted'),
    summary: textAt(result, 'summary'),
    seconds: typeof seconds === 'number' ? seconds : null,
  };
}
