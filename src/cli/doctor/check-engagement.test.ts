import { describe, expect, test } from 'vitest';
import { sampleEngagement } from '../../scope/fixtures/sample-engagement.ts';
import { checkEngagement } from './check-engagement.ts';

const unsigned = { kind: 'none' } as const;
const at = (text: string): number => Date.parse(text);

describe('doctor, of the engagement', () => {
  const named = sampleEngagement({
    id: 'LAB-42',
    authorisedBy: 'Ada',
    contact: 'lab@example.org',
    notBefore: '2026-11-01',
    notAfter: '2026-11-30',
    windows: ['mon-fri 08:00-20:00 UTC'],
  });

  test('says who authorised what, and until when', () => {
    expect(checkEngagement(named, { kind: 'valid', keyId: 'sha256:ab' }, at('2026-11-10T12:00Z'))).toEqual({
      name: 'engagement',
      status: 'ok',
      message:
        'LAB-42 · authorised by Ada · ends 2026-12-01T00:00:00Z · open until 2026-11-10T20:00:00Z · signed',
    });
    expect(checkEngagement(sampleEngagement({}), unsigned, 0)).toEqual({
      name: 'engagement',
      status: 'ok',
      message: 'none is named · open · not signed',
    });
  });

  test('warns from a week before it ends', () => {
    expect(checkEngagement(named, unsigned, at('2026-11-23T19:59Z')).status).toBe('ok');
    expect(checkEngagement(named, unsigned, at('2026-11-24T09:00Z'))).toMatchObject({
      status: 'warn',
      message: expect.stringContaining('it ends in 6 d 15 h'),
      fix: 'have a person with authority renew it: lab@example.org',
    });
  });

  test('warns of its end although it is closed just now', () => {
    expect(checkEngagement(named, unsigned, at('2026-11-28T12:00Z'))).toMatchObject({
      status: 'warn',
      message: expect.stringContaining('it ends in 2 d 12 h'),
      fix: 'wait 1 d 20 h; until then every call is refused; and have a person with authority renew it: lab@example.org',
    });
  });

  test.each([
    [
      'before it begins',
      '2026-10-31T22:30:00Z',
      'warn',
      'closed until 2026-11-02T08:00:00Z',
      'wait 1 d 9 h; until then every call is refused',
    ],
    [
      'outside of its windows',
      '2026-11-10T21:00:00Z',
      'warn',
      'closed until 2026-11-11T08:00:00Z',
      'wait 11 h 0 min; until then every call is refused',
    ],
    [
      'a minute before it opens',
      '2026-11-10T07:59:00Z',
      'warn',
      'closed until 2026-11-10T08:00:00Z',
      'wait 1 min; until then every call is refused',
    ],
    [
      'once it is over',
      '2026-12-01T00:00:00Z',
      'broken',
      'over since 2026-12-01T00:00:00Z',
      'have a person with authority renew it: lab@example.org',
    ],
    [
      'once no window of it is left',
      '2026-11-30T20:00:00Z',
      'broken',
      'over: no window of it opens before it ends',
      'have a person with authority renew it: lab@example.org',
    ],
  ])('says what keeps calls from being made, %s', (_when, now, status, words, fix) => {
    const diagnosis = checkEngagement(named, unsigned, at(now));
    expect(diagnosis).toMatchObject({ status, message: expect.stringContaining(words), fix });
  });
});
