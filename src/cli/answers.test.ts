import { describe, expect, it } from 'vitest';
import { parseAnswers } from './answers.ts';

describe('parseAnswers', () => {
  it('reads names in canonical form with all their addresses', () => {
    const parsed = parseAnswers(['DB.lab.internal.=10.0.0.5,10.0.0.6', 'a.lab.internal=fd00::1']);
    expect(parsed.ok && [...parsed.value]).toEqual([
      ['db.lab.internal', ['10.0.0.5', '10.0.0.6']],
      ['a.lab.internal', ['fd00::1']],
    ]);
  });

  it.each(['db.lab.internal', '=10.0.0.5', 'db.lab.internal=', 'a=b=c'])('refuses %j', (text) => {
    expect(parseAnswers([text])).toMatchObject({
      ok: false,
      error: { code: 'input.invalid', field: '--answer' },
    });
  });
});
