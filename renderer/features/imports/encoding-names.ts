const names: readonly (readonly [string, string])[] = [
  ['utf-8', 'Unicode (UTF-8)'],
  ['utf-16le', 'Unicode (UTF-16)'],
  ['utf-16be', 'Unicode (UTF-16, big-endian)'],
  ['windows-1252', 'Western (Windows)'],
  ['iso-8859-15', 'Western (Latin 9)'],
  ['macintosh', 'Western (Mac)'],
  ['windows-1250', 'Central European (Windows)'],
  ['iso-8859-2', 'Central European (Latin 2)'],
  ['windows-1251', 'Cyrillic (Windows)'],
  ['koi8-r', 'Cyrillic (KOI8-R)'],
  ['windows-1253', 'Greek (Windows)'],
  ['windows-1254', 'Turkish (Windows)'],
  ['windows-1255', 'Hebrew (Windows)'],
  ['windows-1256', 'Arabic (Windows)'],
  ['windows-1257', 'Baltic (Windows)'],
  ['windows-1258', 'Vietnamese (Windows)'],
  ['windows-874', 'Thai (Windows)'],
  ['shift_jis', 'Japanese (Shift JIS)'],
  ['gbk', 'Chinese, simplified (GBK)'],
  ['big5', 'Chinese, traditional (Big5)'],
  ['euc-kr', 'Korean (EUC-KR)'],
];

/** What people call a way to write letters. */
export function encodingName(encoding: string): string {
  return names.find(([value]) => value === encoding)?.[1] ?? encoding.toUpperCase();
}

/** Every way the window offers, and the one that was detected. */
export function encodingOptions(detected: string): { value: string; label: string }[] {
  const known = names.map(([value, label]) => ({ value, label }));
  return names.some(([value]) => value === detected)
    ? known
    : [{ value: detected, label: encodingName(detected) }, ...known];
}
