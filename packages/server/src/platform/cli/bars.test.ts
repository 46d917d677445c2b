import { expect, test } from 'vitest';
import { bar, sparkline } from './bars.ts';

test('a bar is as long as its value is of the most, and never hides one that is there', () => {
  expect(bar(10, 10)).toHaveLength(16);
  expect(bar(5, 10)).toHaveLength(8);
  expect(bar(1, 10_000)).toBe('█');
  expect(bar(0, 10)).toBe('');
  expect(bar(0, 0)).toBe('');
});

test('a sparkline shows every value, and the highest of each group where there are many', () => {
  expect(sparkline([0, 1, 2, 7])).toBe('▁▂▃█');
  expect(sparkline([0, 0])).toBe('▁▁');
  expect(sparkline([])).toBe('');
  const many = sparkline([...Array.from({ length: 719 }, () => 1), 100]);
  expect(many).toHaveLength(72);
  expect(many.endsWith('█')).toBe(true);
});
