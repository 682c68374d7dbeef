import { describe, expect, it } from 'vitest';
import { createRestartBudget } from './restart-budget.ts';

describe('the restart budget', () => {
  it('gives so many starts in a window, and says when there is another', () => {
    const budget = createRestartBudget(2, 1_000);
    expect([budget.take(0), budget.take(400)]).toEqual([{ ok: true }, { ok: true }]);
    expect(budget.take(500)).toEqual({ ok: false, waitMs: 500 });
    expect(budget.take(1_000)).toEqual({ ok: true });
    expect(budget.take(1_100)).toEqual({ ok: false, waitMs: 300 });
  });
});
