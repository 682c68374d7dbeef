import type { Document } from 'yaml';

/** A changed document as text: YAML with its comments and without line breaks of the library's own, or JSON where it was that. */
export const renderDocument = (document: Document, before: string): string =>
  isJson(before)
    ? `${JSON.stringify(document.toJS(), null, 2)}\n`
    : document.toString({ lineWidth: 0, flowCollectionPadding: false });

/** True for the text of a JSON configuration. */
const isJson = (text: string): boolean => text.trimStart().startsWith('{');
