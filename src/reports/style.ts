/** How text stands out on a terminal; {@link PLAIN} where it must not. */
export interface Style {
  strong(text: string): string;
  faint(text: string): string;
  good(text: string): string;
  changed(text: string): string;
  bad(text: string): string;
}

/** Text as it is. */
export const PLAIN: Style = { strong: same, faint: same, good: same, changed: same, bad: same };

/** Text with the terminal's own colours, which follow the reader's theme. */
export const COLOURED: Style = {
  strong: sgr(1, 22),
  faint: sgr(2, 22),
  good: sgr(32, 39),
  changed: sgr(33, 39),
  bad: sgr(31, 39),
};

function same(text: string): string {
  return text;
}

function sgr(on: number, off: number): (text: string) => string {
  return (text) => (text === '' ? '' : `\u001b[${on}m${text}\u001b[${off}m`);
}
