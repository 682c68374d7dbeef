import { z } from 'zod';

/** A parameter that names a file of the operator's folders. No such name has a space, so one beside it is a slip. */
export const fileName = z.string().min(1).max(128).meta({ format: 'file_name' });
