/** A parameter of a call that names something on a network, before anyone has judged it. */
export interface Endpoint {
  /**
   * `host` is sent packets and may cover many addresses; `one_host` is sent packets and is a single machine; `query` is
   * looked up as data, such as a DNS question, and is sent nothing; `url` is a web address: one machine, one port, a path.
   */
  readonly role: 'host' | 'one_host' | 'query' | 'url';
  /** The input that holds it, such as `target` or `server`. */
  readonly field: string;
  /** The caller's words. */
  readonly text: string;
  /**
   * True for a domain whose names, unknown to the call, are looked up or asked for: every name below it must be allowed and none
   * denied. The domain itself needs no rule that allows it.
   */
  readonly below?: true;
}

/** What a tool sends packets to: an address, block, range or host name. */
export const host = (text: string, field = 'target'): Endpoint => ({ role: 'host', field, text });

/** The single machine that a tool talks to: one address or host name. */
export const oneHost = (text: string, field = 'target'): Endpoint => ({ role: 'one_host', field, text });

/** What a tool asks about and sends nothing to: a host name, or an address for its reverse name. */
export const query = (text: string, field = 'target'): Endpoint => ({ role: 'query', field, text });

/** Every name below a domain, looked up as data: what a word list puts in front of it. */
export const namesBelow = (text: string, field = 'target'): Endpoint => ({
  ...query(text, field),
  below: true,
});

/** A web address: its scheme, its port and its one machine are judged. */
export const url = (text: string, field = 'target'): Endpoint => ({ role: 'url', field, text });

/** A target of any form, as people ask about it: what holds `://` is a web address. */
export const hostOrUrl = (text: string, field = 'target'): Endpoint =>
  text.includes('://') ? url(text, field) : host(text, field);

/** The addresses that a resolver gave for each canonical host name. */
export type Answers = ReadonlyMap<string, readonly string[]>;
