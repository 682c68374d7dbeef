/**
 * The configuration that the corpus is judged by, as YAML. Its addresses are those of `test/netns/network.ts`, so that the same
 * calls can be made where whatever leaves the scope is counted.
 */
export const corpusConfig = `version: 1
scope:
  allow: [10.77.0.0/25, fd77::10-fd77::1f, "*.lab.internal", printer.office.internal, "*.apps.internal"]
  deny: [10.77.0.20, 10.77.0.64/28, fd77::1f, evil.lab.internal, "*.dmz.lab.internal"]
  deny_ports: "9100"
  max_hosts_per_call: 128
  max_rate_pps: 1000
tool:
  word_list_folders: [/srv/bailiwick-corpus/word-lists]
`;

/** What names resolve to where a call of the corpus does not say: an allowed host, and nothing for the denied name. */
export const corpusAnswers: Readonly<Record<string, readonly string[]>> = {
  'web.lab.internal': ['10.77.0.10'],
  'db.lab.internal': ['10.77.0.11'],
  'six.lab.internal': ['fd77::10'],
  'both.lab.internal': ['10.77.0.12', 'fd77::11'],
  'printer.office.internal': ['10.77.0.12'],
  'evil.lab.internal': ['10.77.0.21'],
};

/** The word lists that a call may name, with how many words they hold; their folder need not exist. */
export const corpusWordLists: Readonly<Record<string, number>> = {
  'common.txt': 100,
  'big/long.txt': 50_000,
};
