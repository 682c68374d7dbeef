import { cleanField } from '../../../output/clean.ts';
import type { Attributes } from '../nmap/xml-events.ts';
import type { Certificate } from './result.ts';

/** What the report says of certificates; `ambiguous` where a certificate's own text may have forged a part of it. */
export interface CertificateReader {
  readonly open: (element: string, attributes: Attributes) => void;
  readonly text: (text: string) => void;
  readonly close: (element: string) => void;
  readonly result: () => { readonly certificate: Certificate | null; readonly ambiguous: boolean };
}

const mostSans = 64;
/** Enough for the longest list of names that is kept. */
const longestText = 16 * 1024;

/**
 * Reads the elements inside `certificates`. sslscan writes names unescaped, so a certificate can close an element and write
 * others: whatever stands there twice is believed in neither form, and reading ends.
 */
export function createCertificateReader(): CertificateReader {
  const forms = new Map<string, Map<string, string>>();
  let form: Map<string, string> | null = null;
  let field: string | null = null;
  let ambiguous = false;

  const keep = (name: string, value: string): void => {
    if (form?.has(name) === true) ambiguous = true;
    else form?.set(name, value);
  };

  return {
    open: (element, attributes) => {
      if (ambiguous) return;
      if (element === 'certificate') {
        const type = attributes['type'] ?? '';
        ambiguous = form !== null || forms.has(type) || !(type === 'full' || type === 'short');
        form = new Map();
        forms.set(type, form);
      } else if (form === null) ambiguous = true;
      else if (element === 'pk') keep('key', keyOf(attributes));
      else if (known.has(element)) {
        field = element;
        keep(element, '');
      }
    },
    text: (text) => {
      if (ambiguous || form === null || field === null) return;
      form.set(field, `${form.get(field) ?? ''}${text}`.slice(0, longestText));
    },
    close: (element) => {
      if (element === 'certificate') form = null;
      field = null;
    },
    result: () => {
      const short = forms.get('short');
      const whole = forms.get('full');
      const certificate = short === undefined || ambiguous ? null : certificateOf(short, whole ?? short);
      return { certificate, ambiguous };
    },
  };
}

const known: ReadonlySet<string> = new Set([
  'subject',
  'issuer',
  'altnames',
  'signature-algorithm',
  'self-signed',
  'expired',
  'not-valid-before',
  'not-valid-after',
]);

/** The short form tells names by their common part; the full one writes them out. */
function certificateOf(short: Told, names: Told): Certificate {
  const certificate: Certificate = { sans: sansOf(short.get('altnames') ?? '') };
  const put = (field: TextField, value: string | null): void => {
    if (value !== null) certificate[field] = value;
  };
  put('subject', textOf(names, 'subject'));
  put('issuer', textOf(names, 'issuer'));
  put('not_before', timeOf(short.get('not-valid-before')));
  put('not_after', timeOf(short.get('not-valid-after')));
  put('signature', plain(short.get('signature-algorithm')));
  put('key', plain(short.get('key')));
  if (short.has('self-signed')) certificate.self_signed = short.get('self-signed') === 'true';
  if (short.has('expired')) certificate.expired = short.get('expired') === 'true';
  return certificate;
}

type Told = ReadonlyMap<string, string>;
type TextField = 'subject' | 'issuer' | 'not_before' | 'not_after' | 'signature' | 'key';

const sansOf = (text: string): string[] =>
  text
    .split(', ')
    .filter((name) => name !== '')
    .slice(0, mostSans)
    .map((name) => cleanField(name, longestField));

const longestField = 120;

function textOf(told: Told, name: string): string | null {
  const text = told.get(name);
  return text === undefined ? null : cleanField(text, longestField);
}

/** OpenSSL's own words; anything else did not come from its tables. */
const plain = (text = ''): string | null => (/^[A-Za-z0-9_. -]{1,60}$/.test(text) ? text : null);

const keyOf = ({ type = '', bits = '', curve_name: curve }: Attributes): string =>
  `${type} ${curve ?? bits}`.trim();

/** `Jan  1 00:00:00 2021 GMT` as RFC 3339. */
function timeOf(text = ''): string | null {
  const [, month = '', day = '', time, year] =
    /^([A-Z][a-z]{2}) {1,2}(\d{1,2}) (\d\d:\d\d:\d\d) (\d{4}) GMT$/.exec(text) ?? [];
  const at = months.indexOf(month);
  return at === -1 ? null : `${year}-${String(at + 1).padStart(2, '0')}-${day.padStart(2, '0')}T${time}Z`;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
