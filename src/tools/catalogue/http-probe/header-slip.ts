import { quote } from '../../../kernel/quote.ts';

/**
 * Says what is wrong with a header of the caller's, or null. A header must not change where a request goes (Host), how it is
 * framed on the connection (request smuggling), or what curl reads (`@file`).
 */
export function headerSlip(name: string, value: string): string | null {
  const shown = quote(name, 40);
  if (!/^[A-Za-z][A-Za-z0-9-]{0,63}$/.test(name))
    return `headers holds ${shown}, which is no name that is taken: letters, digits and hyphens.`;
  const why = reserved.get(name.toLowerCase()) ?? familyOf(name);
  if (why !== null) return `headers holds ${shown}: ${why}`;
  if (isCredential.test(value))
    return `headers holds ${shown}, whose value reads as a credential: ${aboutSecrets}`;
  if (value.length > longestValue)
    return `headers holds ${shown} with ${value.length} characters; a value has at most ${longestValue}.`;
  return /^[!-~]+(?: [!-~]+)*$/.test(value)
    ? null
    : `headers holds ${shown} with the value ${quote(value, 40)}; it takes printable ASCII with single spaces inside.`;
}

function familyOf(name: string): string | null {
  if (/^proxy-/i.test(name)) return aboutProxies;
  // X-Api-Key, X-Auth-Token, X-CSRF-Token, Ocp-Apim-Subscription-Key, X-Amz-Security-Token.
  return /(?:^|-)(?:authorization|authentication|cookie2?|credentials?|(?:api|access|auth|private|session|subscription)-?(?:key|id|token)|api-?key|key|token|secret|passw(?:or)?d|jwt|bearer|session)$/i.test(
    name,
  )
    ? aboutSecrets
    : null;
}

/** `Bearer …`, `Basic …` and JSON web tokens, under whatever name. */
const isCredential = /^(?:bearer|basic|digest|negotiate|ntlm|token|api-?key)\s|\beyJ[\w-]{8,}\.[\w-]+\./i;

const longestValue = 512;

const aboutFraming = 'the framing of a request is curl’s own.';
const aboutProxies = 'no proxy is used.';
const aboutSecrets = 'command lines are recorded, so that credentials have no place in them.';

const reserved: ReadonlyMap<string, string> = new Map([
  ['host', 'it is set from the URL, which is what the scope has judged.'],
  ['connection', aboutFraming],
  ['keep-alive', aboutFraming],
  ['transfer-encoding', aboutFraming],
  ['content-length', aboutFraming],
  ['te', aboutFraming],
  ['trailer', aboutFraming],
  ['upgrade', aboutFraming],
  ['http2-settings', aboutFraming],
  ['expect', aboutFraming],
  ['accept-encoding', 'answers are read as they are, never unpacked.'],
  ['authorization', aboutSecrets],
  ['cookie', aboutSecrets],
]);
