import { expect, test } from 'vitest';
import { phoneReasonWords } from '../../../../main/domain/phone/phone-reasons.ts';
import { actionWords, groupProblems, reasonWords } from '../../../../main/domain/importing/problem-groups.ts';
import type { ProblemReason } from '../../../../main/domain/importing/problem-groups.ts';

test('problems are counted in words, the largest first, each with what mends it', () => {
  const counts = new Map<ProblemReason, number>([
    ['digitsLost', 1],
    ['tooShort', 1_212],
    ['empty', 0],
    ['repairOff', 2],
  ]);
  expect(groupProblems(counts)).toEqual([
    {
      reason: 'tooShort',
      count: 1_212,
      title: '1,212 numbers have too few digits',
      actions: ['setCountry', 'editNumbers', 'leaveOut'],
    },
    {
      reason: 'repairOff',
      count: 2,
      title: '2 numbers need a repair that is switched off',
      actions: ['allowRepair', 'editNumbers', 'leaveOut'],
    },
    {
      reason: 'digitsLost',
      count: 1,
      title: '1 number was rounded by a spreadsheet, and its digits are lost',
      actions: ['exportAsText', 'editNumbers', 'leaveOut'],
    },
  ]);
});

test('every reason has words and an action that has words', () => {
  const reasons = [...Object.keys(phoneReasonWords), 'repairOff', 'underAge', 'badValue'] as ProblemReason[];
  for (const group of groupProblems(new Map(reasons.map((reason) => [reason, 2])))) {
    expect(group.title).toMatch(/^2 [a-z]/);
    expect(group.actions.length).toBeGreaterThan(0);
    for (const action of group.actions) expect(actionWords[action]).toMatch(/^[A-Z]/);
    expect(reasonWords(group.reason)).toMatch(/^[A-Z]/);
  }
  expect(reasonWords('underAge')).toContain('nothing of the row is kept');
});
