/** What a run has left can be written as: its bytes, its result, or the rows of that. */
export const outputFormats = ['raw', 'json', 'jsonl', 'csv', 'md', 'xml'] as const;

export type OutputFormat = (typeof outputFormats)[number];
