/** A table as comma-separated values (RFC 4180) that a table program reads as text and never runs (CWE-1236). */

type Cell = string | number | null;

// A program looks past blanks and quotes for the first character of a formula, in full width too.
const formulaStart = /^[\s'"]*[=+\-@|%＝＋－＠﹢﹦﹣﹫−]|^[\t\r\n]/u;

export function csvOf(rows: readonly (readonly Cell[])[]): string {
  return `${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

function cell(value: Cell): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = formulaStart.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
