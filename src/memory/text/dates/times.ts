import { atomsOf, valuesOf } from './atoms.ts'

/** The day and the time of a date with a time: `2026-12-05T19:30`. */
export interface TimedDate {
  readonly day: string
  /** hh:mm; undefined if the date tells none, or none that exists. */
  readonly time?: string
}

/** Takes apart yyyy-mm-ddThh:mm, with seconds and a zone or without; any other date is all day. */
export function splitTime(date: string): TimedDate {
  const match = /^(?<day>\d{4}-\d\d-\d\d)[T ](?<time>(?:[01]\d|2[0-3]):[0-5]\d)\S{0,12}$/u.exec(date)
  const { day, time } = match?.groups ?? {}
  return day === undefined || time === undefined ? { day: date } : { day, time }
}

/**
 * Whether words can tell a time: its hour stands in them, by 12 hours or 24, with the minutes behind it. Of a half or a
 * quarter the hour is enough, its own or the next, as `half past seven` and `halb acht` are the same.
 * @param time hh:mm
 */
export function tellsTime(text: string, time: string): boolean {
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  const numbers = atomsOf(text).map(valuesOf)
  const isHour = (values: readonly number[], wanted: number) =>
    values.some(value => value < 25 && value % 12 === wanted % 12)
  if (minute % 15 === 0 && numbers.some(values => isHour(values, hour) || (minute > 0 && isHour(values, hour + 1))))
    return true
  return numbers.some((values, at) => isHour(values, hour) && [1, 2].some(step => numbers[at + step]?.includes(minute)))
}
