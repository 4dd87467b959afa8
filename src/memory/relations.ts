import { plain } from './plain.ts'

const OWNER =
  /^(?:(?:the |that )?user'?s? |my |our |mine |his |her |their |mein[er]? |unser[er]? |mi |mon |ma |il mio |la mia |meu |minha |私の|我的|我)/u

/** What somebody is to the user, in plain words without the owner: `my sister`, `the user's Sister` are `sister`. */
export function normalRelation(relation: string | undefined): string | undefined {
  const words = plain(relation ?? '')
    .replace(OWNER, '')
    .trim()
  return words === '' ? undefined : words
}

/** Whether a name only says whose somebody is: `my sister`. */
export function isRelationOnly(name: string): boolean {
  return OWNER.test(plain(name))
}

/** Of these one is not the other: a sister Sarah and a cousin Sarah are two, a friend and colleague can be one. */
const FAMILY =
  /^(?:(?:step|half|grand|great|foster|older|younger|elder|little|big|twin|in-law)[- ]?)*(?:sister|brother|mother|mom|mum|father|dad|son|daughter|wife|husband|aunt|uncle|cousin|niece|nephew|child|ma|pa|parent|dog|cat|pet)(?:[- ]in[- ]law)?$/u

/** Whether two things called the same must be two: relations in a family that differ, or a person and something else. */
export function areTwo(
  one: { readonly type?: string | undefined; readonly relation?: string | undefined },
  other: { readonly type?: string | undefined; readonly relation?: string | undefined },
): boolean {
  const [a, b] = [normalRelation(one.relation), normalRelation(other.relation)]
  if (a !== undefined && b !== undefined && a !== b && (FAMILY.test(a) || FAMILY.test(b))) return true
  if (one.type === undefined || other.type === undefined) return false
  return (plain(one.type) === 'person') !== (plain(other.type) === 'person')
}
