/** What a comparison can be written as. */
export const diffFormats = ['text', 'json', 'md'] as const;

export type ShownAs = (typeof diffFormats)[number];
