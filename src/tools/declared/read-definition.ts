import { configError, type ConfigError } from '../../config/config-error.ts';
import { whyUnreadable, type ConfigFile } from '../../config/file-layer.ts';
import { firstCharacter, sourceText, type Span } from '../../config/source-text.ts';
import { formatPath, isTree } from '../../config/tree.ts';
import { readYaml, unreadYaml } from '../../config/yaml-tree.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { definitionSchema, type Definition } from './format.ts';
import { slipsOf, type Slip } from './slips.ts';
import { unseenInData, unseenInText } from './unseen-characters.ts';

/** A definition of the right format, and how a slip in it is shown with its line. */
export interface ReadDefinition {
  readonly definition: Definition;
  readonly errorAt: (slip: Slip) => ConfigError;
}

/** Reads the text of a definition; errors come with `file:line:col` and the line, in the order of the file. */
export function readDefinition(file: ConfigFile): Result<ReadDefinition, readonly ConfigError[]> {
  const unreadable = whyUnreadable(file.text);
  const yaml = unreadable === null ? readYaml(file.text) : unreadYaml(unreadable);
  const source = sourceText(file.path, unreadable === null ? file.text : '', 'open');
  const errorIn = (span: Span, { path, message, suggestion }: Slip): ConfigError =>
    configError({
      place: source.placeAt(span),
      path: path.length === 0 ? null : formatPath(path),
      message,
      suggestion,
      excerpt: source.excerptAt(span),
    });
  /** What is missing is shown where it belongs: at the key of the mapping that lacks it. */
  const spanOf = ({ path, at = 'value' }: Slip): Span => {
    for (let depth = path.length; depth > 0; depth -= 1) {
      const spot = yaml.spots.get(formatPath(path.slice(0, depth)));
      if (spot !== undefined) return depth === path.length ? spot[at] : spot.key;
    }
    return firstCharacter;
  };
  const errorAt = (slip: Slip): ConfigError => errorIn(spanOf(slip), slip);

  const unseen = unreadable === null ? unseenInText(file.text) : [];
  if (unseen.length > 0) return err(unseen.map(({ span, message }) => errorIn(span, { path: [], message })));
  const faults = yaml.faults.map(({ path, message, seen, span }) =>
    errorIn(span, { path, message: seen === null ? message : `${message}, is ${seen}` }),
  );
  if (yaml.broken || faults.length > 0) return err(faults);
  if (!isTree(yaml.data)) {
    const message = 'a definition is a mapping of keys, such as "name: route_report"';
    return err([errorIn(firstCharacter, { path: [], message })]);
  }
  const escaped = unseenInData(yaml.data);
  const parsed = definitionSchema.safeParse(yaml.data);
  if (parsed.success && escaped.length === 0) return ok({ definition: parsed.data, errorAt });
  return err(
    [...escaped, ...(parsed.success ? [] : slipsOf(parsed.error, yaml.data))]
      .map((slip) => ({ span: spanOf(slip), slip }))
      .toSorted((a, b) => a.span.line - b.span.line || a.span.col - b.span.col)
      .map(({ span, slip }) => errorIn(span, slip)),
  );
}
