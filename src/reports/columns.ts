/** A cell of a table: its text, and how it is shown once its width is known. */
export interface Cell {
  readonly text: string;
  readonly align?: 'left' | 'right';
  readonly paint?: (text: string) => string;
}

/** Rows as lines of aligned columns, two spaces before and between them, none at the end. */
export function alignColumns(rows: readonly (readonly Cell[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows) row.forEach((cell, column) => (widths[column] = Math.max(widths[column] ?? 0, cell.text.length)));
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const space = ' '.repeat(column === row.length - 1 && cell.align !== 'right' ? 0 : widths[column]! - cell.text.length);
        const shown = (cell.paint ?? same)(cell.text);
        return `  ${cell.align === 'right' ? space + shown : shown + space}`;
      })
      .join(''),
  );
}

/** A number with its noun: `1 object`, `31 objects`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function same(text: string): string {
  return text;
}
