/** How many per cent a part is of a whole; 0 of nothing. */
export const percent = (part: number, whole: number): number => (whole === 0 ? 0 : (100 * part) / whole);
