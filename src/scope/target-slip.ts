import { failure, type Failure } from '../kernel/failure.ts';
import { quote } from '../kernel/quote.ts';
import { readRange } from './address-range.ts';
import { readBlock } from './block.ts';
import { readHostName } from './host-name.ts';
import { longestTarget } from './longest-target.ts';

/** Says what is wrong with a text that is no target. It only words the refusal: nothing here can accept anything. */
export function targetSlip(text: string, field: string): Failure {
  const { why, instead } = diagnose(text);
  return failure('input.invalid', `${field} ${quote(text)} is not a target: ${why}.`, {
    field,
    next: instead === undefined ? [forms] : [instead, forms],
  });
}

const forms =
  'Give one address (10.0.0.5), CIDR block (10.0.0.0/24), range (10.0.0.1-10.0.0.9 or 10.0.0.1-9) or host name.';

interface Slip {
  readonly why: string;
  readonly instead?: string;
}

function diagnose(text: string): Slip {
  if (text === '') return { why: 'it is empty' };
  if (text.length > longestTarget)
    return { why: `it has ${text.length} characters; the longest has ${longestTarget}` };
  return characterSlip(text) ?? wholeSlip(text) ?? addressSlip(text) ?? nameSlip(text);
}

function characterSlip(text: string): Slip | null {
  const at = text.search(/[^!-~]/u);
  if (at < 0) return null;
  const character = text.codePointAt(at) ?? 0;
  if (character === 0x20) {
    const why = `it holds a space at character ${at + 1}; one call takes one target, with nothing around it`;
    const bare = text.replace(/^ +/, '').replace(/ +$/, '');
    return /^[A-Za-z0-9][A-Za-z0-9.:/-]*$/.test(bare)
      ? { why, instead: `Send exactly ${quote(bare, 253)}` }
      : { why };
  }
  const name = `U+${character.toString(16).toUpperCase().padStart(4, '0')}`;
  return { why: `character ${at + 1} is ${name}; targets are printable ASCII` };
}

function wholeSlip(text: string): Slip | null {
  if (text.startsWith('-'))
    return { why: 'it starts with a hyphen, so a program would read it as an option' };
  const url = /^[A-Za-z][A-Za-z0-9+.-]*:\/\/([A-Za-z0-9.-]+)/.exec(text);
  if (url !== null) return { why: 'it is a URL', instead: `Give the host alone: ${url[1] ?? ''}` };
  if (text.includes(',')) return { why: 'it is a list; one call takes one target' };
  if (text.includes('@')) return { why: 'it holds an @; a target has no user and no server part' };
  if (text.includes('%'))
    return { why: 'it holds a %; addresses with a zone (fe80::1%eth0) are not accepted' };
  if (/[[\]]/.test(text)) return { why: 'it holds brackets; write an IPv6 address bare' };
  if (text.includes('*')) return { why: 'it holds a *; only scope rules have wildcards' };
  const at = text.search(/[^A-Za-z0-9.:/-]/);
  return at < 0 ? null : { why: `${quote(text.charAt(at))} at character ${at + 1} has no place in a target` };
}

function addressSlip(text: string): Slip | null {
  if (text.includes('/')) return blockSlip(text);
  if (text.includes(':')) return colonSlip(text);
  if (/^[0-9.-]*[0-9.]-[0-9.-]*$/.test(text)) {
    if (readRange(text).kind === 'backwards') return { why: 'the range ends before it starts' };
    return { why: 'a range is two full addresses, or an address and a last octet' };
  }
  return /^[0-9.]+$/.test(text) ? dottedSlip(text) : null;
}

function blockSlip(text: string): Slip {
  const block = readBlock(text);
  if (block.kind === 'host_bits') {
    return { why: 'bits are set below the prefix', instead: `Give the block itself: ${block.canonical}` };
  }
  if (block.kind === 'bad_prefix') {
    return { why: `the prefix length is a number from 0 to ${block.most}; masks are not accepted` };
  }
  return {
    why: 'a / belongs in a CIDR block alone, behind an address; paths and names with a prefix are not accepted',
  };
}

function colonSlip(text: string): Slip {
  if (/^[^:]+:[0-9]+$/.test(text)) {
    return {
      why: 'it holds a port',
      instead: 'Give the host alone; the tool takes ports in a parameter of their own.',
    };
  }
  const dotted = /:([0-9]+(?:\.[0-9]+){3})$/.exec(text);
  if (dotted !== null) {
    return {
      why: 'it hides an IPv4 address in an IPv6 one',
      instead: `Give the IPv4 address itself: ${dotted[1] ?? ''}`,
    };
  }
  return {
    why: 'it is no IPv6 address: eight groups of up to four hexadecimal digits, zeros shortened once by ::',
  };
}

function dottedSlip(text: string): Slip {
  const octets = text.split('.');
  if (octets.length !== 4) return { why: `an IPv4 address has four octets; this has ${octets.length}` };
  const padded = octets.find((octet) => octet.length > 1 && octet.startsWith('0'));
  if (padded !== undefined)
    return { why: `the octet ${padded} has a leading zero, which some programs read as octal` };
  return { why: 'each octet is a decimal number from 0 to 255' };
}

function nameSlip(text: string): Slip {
  const host = readHostName(text);
  if (host.kind === 'too_long') return { why: 'a host name has at most 253 characters' };
  if (host.kind !== 'bad_label')
    return { why: 'its last label is a number, so some programs read it as an address' };
  if (host.label === '') return { why: 'it holds an empty label' };
  if (host.label.length > 63) return { why: 'a label of a host name has at most 63 characters' };
  return {
    why: `the label ${quote(host.label)} is not letters, digits and hyphens, with no hyphen at its ends`,
  };
}
