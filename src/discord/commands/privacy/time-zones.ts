/** One time zone for most of the offsets that people live by; with the one that was chosen they fill a menu of 25. */
const commonZones = [
  'Pacific/Honolulu',
  'America/Anchorage',
  'America/Los_Angeles',
  'America/Denver',
  'America/Mexico_City',
  'America/Chicago',
  'America/New_York',
  'America/Bogota',
  'America/Sao_Paulo',
  'UTC',
  'Europe/London',
  'Europe/Paris',
  'Europe/Berlin',
  'Africa/Lagos',
  'Europe/Athens',
  'Africa/Johannesburg',
  'Europe/Istanbul',
  'Asia/Dubai',
  'Asia/Kolkata',
  'Asia/Bangkok',
  'Asia/Shanghai',
  'Asia/Tokyo',
  'Australia/Sydney',
  'Pacific/Auckland',
]

const OFFSET = /^(?:utc|gmt)?\s*(?<sign>[+\u2212-])\s*(?<hours>\d{1,2})(?::?(?<minutes>[0-5]\d))?$/iu
/** No place is further from UTC. */
const MAX_OFFSET_MINUTES = 14 * 60

/** The zones of a menu, by their names, with the one that is set. */
export function timeZoneChoices(chosen: string | undefined): readonly string[] {
  return chosen === undefined || commonZones.includes(chosen) ? commonZones : [chosen, ...commonZones]
}

/**
 * The time zone that somebody means by its name (`europe/berlin`), the city it is named after, or an offset (`UTC+2`).
 */
export function parseTimeZone(typed: string): string | undefined {
  const words = typed.normalize('NFKC').trim()
  return parseOffset(words) ?? commonName(resolveZoneName(words) ?? findZoneOfCity(words))
}

function parseOffset(words: string): string | undefined {
  const { sign = '', hours = '', minutes = '00' } = OFFSET.exec(words)?.groups ?? {}
  if (sign === '' || Number(hours) * 60 + Number(minutes) > MAX_OFFSET_MINUTES) return undefined
  return `${sign === '+' ? '+' : '-'}${hours.padStart(2, '0')}:${minutes}`
}

/** The name of a zone as Node knows it, which can be an older one (`Asia/Calcutta`); undefined where it knows none. */
function resolveZoneName(words: string): string | undefined {
  // Node would take for an offset what looks like one and was refused as such.
  if (!/^[a-z]/iu.test(words)) return undefined
  try {
    return new Intl.DateTimeFormat('en', { timeZone: words.replaceAll(' ', '_') }).resolvedOptions().timeZone
  } catch {
    return undefined
  }
}

function findZoneOfCity(words: string): string | undefined {
  const city = normalizeCity(words)
  const zones = Intl.supportedValuesOf('timeZone')
  const listed = zones.find(zone => city !== '' && normalizeCity(cityOfZone(zone)) === city)
  if (listed !== undefined) return listed
  // Only one name of each zone is listed; others are known all the same.
  const regions = new Set(zones.map(zone => zone.slice(0, zone.lastIndexOf('/'))))
  return regions
    .values()
    .map(region => resolveZoneName(`${region}/${words}`))
    .find(zone => zone !== undefined)
}

function commonName(zone: string | undefined): string | undefined {
  return commonZones.find(name => resolveZoneName(name) === zone) ?? zone
}

/** `New York` of `America/New_York`. */
export function cityOfZone(zone: string): string {
  return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ')
}

function normalizeCity(name: string): string {
  return name
    .normalize('NFD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase()
}

/** What the clock shows there: `14:05`. */
export function clockTimeIn(timeZone: string, now: number): string {
  return new Date(now).toLocaleTimeString('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' })
}

/** How far a zone is from UTC now: `GMT+1`. */
export function utcOffsetOf(timeZone: string, now: number): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'shortOffset' }).formatToParts(now)
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? ''
}
