import { describe, expect, test } from 'vitest';
import { readWeek } from '#domain/consent/hours/week-notation.ts';

describe('a week of hours', () => {
  test('is read by days, with what replaces them on a holiday', () => {
    const week = readWeek('mon-fri 08:00-12:00, 14:00-20:00; sat 09:00-13:00; holiday none');
    const workday = [
      [480, 720],
      [840, 1200],
    ];
    const days = [workday, workday, workday, workday, workday, [[540, 780]], []];
    expect(week).toEqual({ ok: true, value: { days, holiday: [] } });
  });

  test('without a word on holidays treats them as other days', () => {
    expect(readWeek('mon-sun 00:00-24:00')).toMatchObject({ ok: true, value: { holiday: null } });
  });

  test('goes on after midnight as the next day, also from Sunday to Monday', () => {
    const week = readWeek('fri 20:00-02:00; sun 23:00-00:15');
    const days = [[[0, 15]], [], [], [], [[1200, 1440]], [[0, 120]], [[1380, 1440]]];
    expect(week).toEqual({ ok: true, value: { days, holiday: null } });
  });

  test.each([
    ['mon-fry 08:00-20:00', '“mon-fry 08:00-20:00” does not begin with days such as mon-fri'],
    ['fri-mon 08:00-20:00', '“fri-mon 08:00-20:00” does not begin with days such as mon-fri'],
    ['', '“” does not begin with days such as mon-fri'],
    ['mon 8:00-20:00', '“8:00-20:00” is no window such as 08:00-20:00 in whole quarters of an hour'],
    ['mon 08:00-24:15', '“08:00-24:15” is no window such as 08:00-20:00 in whole quarters of an hour'],
    ['mon 08:00-20:05', '“08:00-20:05” is no window such as 08:00-20:00 in whole quarters of an hour'],
    ['mon 08:00-08:00', '“08:00-08:00” is no window such as 08:00-20:00 in whole quarters of an hour'],
    ['mon-fri 08:00-20:00; wed 09:00-10:00', 'wed is named twice'],
    ['tue 08:00-12:00, 11:00-20:00', 'hours overlap on tue'],
    ['fri 20:00-02:00; sat 01:00-09:00', 'hours overlap on sat'],
    ['mon 08:00-20:00; holiday 09:00-12:00, 10:00-11:00', 'hours overlap on holiday'],
    ['mon 08:00-20:00; holiday 20:00-02:00', 'hours of a holiday cannot go on after midnight'],
  ])('%s is refused', (text, reason) => {
    expect(readWeek(text)).toEqual({ ok: false, reason });
  });
});
