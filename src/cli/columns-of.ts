/** As wide as the terminal; what is no terminal gets lines that fit most. */
export function columnsOf(terminal: number | undefined, variable: string | undefined): number {
  const told = variable !== undefined && /^\d{1,4}$/.test(variable) ? Number(variable) : undefined;
  return terminal ?? told ?? 120;
}
