import type { Scope } from '../../scope/scope.ts';
import type { Diagnosis } from './diagnosis.ts';

/** Says what the scope allows; a scope that nobody has narrowed is worth a word. */
export function checkScope(scope: Scope): Diagnosis {
  const { text, at } = scope.lists.allow;
  const message = `${text}  (${at})`;
  return at === 'default'
    ? {
        name: 'scope',
        status: 'warn',
        message,
        fix: 'every private network may be touched; write the ones that you answer for into scope.allow',
      }
    : { name: 'scope', status: 'ok', message };
}
