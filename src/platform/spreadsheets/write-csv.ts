const BYTE_ORDER_MARK = '\uFEFF'

/** CSV as Excel opens it: with a byte order mark, every cell in quotes, and no cell that a program would take for a formula. */
export const writeCsv = (rows: readonly (readonly string[])[]): string =>
  BYTE_ORDER_MARK + rows.map((cells) => `${cells.map(toCell).join(',')}\r\n`).join('')

/** A cell that begins with = + - @ or a tab is run as a formula by some programs: an apostrophe makes it text. */
function toCell(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) && !/^\+\d[\d ]*$/.test(text) ? `'${text}` : text
  return `"${harmless.replaceAll('"', '""')}"`
}
