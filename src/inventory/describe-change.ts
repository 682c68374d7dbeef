import { isRenewal, type Certificate } from './certificate.ts';
import type {
  CertificateChange,
  Change,
  ExpiryChange,
  HostChange,
  OpenPort,
  PortChange,
  Service,
  ServiceChange,
} from './change.ts';
import { oneLine } from './one-line.ts';

/** A change in words: the sign of its kind, what it is, and why it matters. Each is part of one line. */
export interface Description {
  readonly sign: '+' | '-' | '~';
  readonly what: string;
  /** Of our own words alone. */
  readonly note: string;
}

/** Says what changed, without the host that it changed on: the same words for the same change on any host. */
export function describeChange(change: Change): Description {
  switch (change.kind) {
    case 'host':
      return ofHost(change);
    case 'names':
      return { sign: '~', what: `names ${listed(change.from)} → ${listed(change.to)}`, note: 'names' };
    case 'port':
      return ofPort(change);
    case 'ports':
      return {
        sign: '~',
        what: `${oneLine(change.ports, 60)}/${change.protocol} ${words(change.from)} → ${words(change.to)}`,
        note: 'state',
      };
    case 'service':
      return ofService(change);
    case 'certificate':
      return ofCertificate(change);
    case 'expiry':
      return ofExpiry(change);
  }
}

const mostPorts = 8;

function ofHost({ to, open }: HostChange): Description {
  const ports = open.slice(0, mostPorts).map(portText);
  const more = open.length > mostPorts ? [`+${open.length - mostPorts} more`] : [];
  const list = [...ports, ...more].join(', ');
  return to === 'up'
    ? { sign: '+', what: `host up${list === '' ? '' : `: ${list}`}`, note: 'new host' }
    : { sign: '-', what: `host down${list === '' ? '' : `; it had ${list}`}`, note: 'host gone' };
}

const portText = ({ protocol, port, open }: OpenPort): string =>
  `${port}/${protocol}${open.service === null ? '' : ` ${oneLine(open.service, 40)}`}`;

function ofPort({ protocol, port, to, open }: PortChange): Description {
  const service = serviceText(open);
  const name = service === '' ? '' : ` ${service}`;
  return to === 'open'
    ? { sign: '+', what: `${port}/${protocol} open${name}`, note: 'new service' }
    : { sign: '-', what: `${port}/${protocol} ${words(to)}${name}`, note: 'service gone' };
}

function ofService({ protocol, port, from, to }: ServiceChange): Description {
  const place = `${port}/${protocol}`;
  if (from.service !== to.service) {
    return { sign: '~', what: `${place} ${serviceText(from)} → ${serviceText(to)}`, note: 'service' };
  }
  if (from.product !== to.product) {
    const [was, is] = [softwareText(from), softwareText(to)];
    return { sign: '~', what: `${place} ${was || 'no product'} → ${is || 'no product'}`, note: 'product' };
  }
  const name = oneLine(to.product ?? to.service ?? '', 60);
  const versions = `${versionText(from)} → ${versionText(to)}`;
  return { sign: '~', what: `${place} ${name === '' ? '' : `${name} `}${versions}`, note: 'version' };
}

function ofCertificate({ protocol, port, from, to }: CertificateChange): Description {
  const place = `${port}/${protocol}`;
  if (from === null || to === null) {
    const shown = from ?? to;
    const what = `${place} certificate ${shown === null ? '' : subjectText(shown)}`.trim();
    return from === null
      ? { sign: '+', what, note: 'new certificate' }
      : { sign: '-', what, note: 'certificate gone' };
  }
  if (isRenewal(from, to)) {
    return {
      sign: '~',
      what: `${place} certificate ${subjectText(to)} until ${dayOf(from.not_after)} → ${dayOf(to.not_after)}`,
      note: 'certificate renewed',
    };
  }
  const [was, is] = [subjectText(from), subjectText(to)];
  const [ended, ends] = [dayOf(from.not_after), dayOf(to.not_after)];
  const names = was === is ? is : `${was} → ${is}`;
  const days = ended === ends ? ends : `${ended} → ${ends}`;
  return { sign: '~', what: `${place} certificate ${names} until ${days}`, note: 'certificate changed' };
}

function ofExpiry({ protocol, port, to, not_after }: ExpiryChange): Description {
  const what = `${port}/${protocol} certificate until ${dayOf(not_after)}`;
  switch (to) {
    case 'expired':
      return { sign: '~', what, note: 'certificate expired' };
    case 'expiring':
      return { sign: '~', what, note: 'certificate expiring' };
    case 'valid':
      return { sign: '~', what, note: 'certificate valid' };
  }
}

/** The service with its product, as far as it is known: `ssh OpenSSH 9.6`. */
const serviceText = (open: Service): string =>
  [oneLine(open.service ?? '', 40), softwareText(open)].filter((part) => part !== '').join(' ');

const softwareText = ({ product, version }: Service): string =>
  [oneLine(product ?? '', 60), oneLine(version ?? '', 40)].filter((part) => part !== '').join(' ');

const versionText = ({ version }: Service): string =>
  version === null ? 'no version' : oneLine(version, 40);

/** Its common name, or the whole subject where it has none. */
function subjectText({ subject }: Certificate): string {
  const name = /(?:^|\/)(?:commonName|CN)=([^/]+)/.exec(subject ?? '')?.[1] ?? subject;
  return name === null ? 'without a name' : oneLine(name, 80);
}

const dayOf = (time: string | null): string => (time === null ? 'no end' : oneLine(time.slice(0, 10)));

const words = (state: string): string => state.replace('_', ' ');

const listed = (names: readonly string[]): string =>
  names.length === 0 ? 'none' : oneLine(names.join(', '), 120);
