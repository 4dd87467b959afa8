/** A moment as Discord shows it to each in their own time zone: the day, with the hour, the hour alone, or how far from now. */
export function moment(at: number, style: 'D' | 'f' | 't' | 'R' = 'D'): string {
  return `<t:${Math.floor(at / 1000)}:${style}>`
}
