import type { PageWorld, Place } from '../protocol.ts'

/** Who somebody is on the page, and where they look. Each tab has its own. */
export interface Seat {
  readonly personId: string
  readonly placeId: string
}

/** Places that somebody sees. */
export function placesOf(world: PageWorld, personId: string): readonly Place[] {
  return world.places.filter(({ readers }) => readers.includes(personId))
}

/** The seat that is asked for, or the one next to it that exists: somebody who does not see a place is in their DM. */
export function seatIn(world: PageWorld, wanted: Partial<Seat> = {}): Seat {
  const person = world.people.find(({ id }) => id === wanted.personId) ?? world.people[0]
  if (person === undefined) throw new Error('The demo has nobody to be.')
  const places = placesOf(world, person.id)
  const place = places.find(({ id }) => id === wanted.placeId) ?? places.find(({ kind }) => kind === 'dm') ?? places[0]
  return { personId: person.id, placeId: place?.id ?? '' }
}
