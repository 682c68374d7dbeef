import type * as z from 'zod';
import { textOf } from './leaf.ts';

type Leaf = z.ZodDefault<z.ZodString>;

/** The keys of a section that posts to a webhook: where to, and what signs it. */
export const webhookKeys = (
  description: string,
): { readonly webhook_url: Leaf; readonly webhook_secret: Leaf } => ({
  webhook_url: textOf('empty, or an http or https URL', /^(?:https?:\/\/\S+)?$/, '', description).meta({
    secret: true,
  }),
  webhook_secret: textOf(
    'empty, or a text of at least 16 characters',
    /^(?:.{16,})?$/,
    '',
    'Signs what is posted, by the Standard Webhooks scheme (HMAC-SHA256): a text of at least 16 characters, or `whsec_` and Base64; empty for no signature.',
  ).meta({ secret: true }),
});
