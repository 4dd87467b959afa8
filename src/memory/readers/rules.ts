/**
 * One permission in one channel, as a function of the roles that somebody has, and of who they are. Roles and people of whom
 * a rule says nothing make no difference to it. Administrators and the owner read everything, and so does the bot itself:
 * no rule names them.
 *
 * It is Discord's order: the base permissions of all roles, the channel's overwrite for @everyone, those for roles (one that
 * allows outweighs those that deny), that for the person
 * (https://docs.discord.com/developers/topics/permissions#permission-overwrites).
 */
export interface Rule {
  /** Roles each of which is enough. */
  readonly allowed: ReadonlySet<string>
  /** Roles that take it from those who have it by `base`. */
  readonly denied: ReadonlySet<string>
  /** Who has it where no role of theirs is allowed or denied: everyone, or those with one of these roles. */
  readonly base: 'everyone' | ReadonlySet<string>
  /** People whose roles decide nothing. */
  readonly allowedUsers: ReadonlySet<string>
  readonly deniedUsers: ReadonlySet<string>
}

const NOBODY: ReadonlySet<string> = new Set()

/** Rules without the roles and people that make no difference, and without those rules that hold for everybody. */
export function simplifyRules(rules: readonly Rule[]): readonly Rule[] {
  return rules
    .map(simplifyRule)
    .filter(({ base, denied, deniedUsers }) => base !== 'everyone' || denied.size > 0 || deniedUsers.size > 0)
}

function simplifyRule(rule: Rule): Rule {
  const { denied } = rule
  if (rule.base === 'everyone') {
    if (denied.size > 0) return rule
    return { ...rule, allowed: NOBODY, allowedUsers: NOBODY }
  }
  const base = rule.base.difference(rule.allowed).difference(denied)
  if (base.size > 0 && denied.size > 0) return { ...rule, base }
  const allowed = rule.allowed.union(base)
  const deniedUsers = allowed.size > 0 ? rule.deniedUsers : NOBODY
  return { ...rule, allowed, denied: NOBODY, base: NOBODY, deniedUsers }
}

/**
 * Whether all for whom some rules hold are among those for whom others do, whatever roles they have: it is proven for every
 * set of roles, and for everybody who is named.
 */
export function implies(rules: readonly Rule[], others: readonly Rule[]): boolean {
  return others.every(other => !canHoldWithout(rules, other))
}

function canHoldWithout(rules: readonly Rule[], missing: Rule): boolean {
  if (canRolesHold(rules, missing)) return true
  const named = new Set([...rules, missing].flatMap(rule => [...rule.allowedUsers, ...rule.deniedUsers]))
  // Many people can be named, and are alike: of each kind one is looked at.
  const kinds = new Map<string, () => boolean>()
  for (const user of named) {
    if (missing.allowedUsers.has(user) || rules.some(rule => rule.deniedUsers.has(user))) continue
    const byRoles = rules.filter(rule => !rule.allowedUsers.has(user))
    const isDenied = missing.deniedUsers.has(user)
    const kind = `${isDenied} ${byRoles.map(rule => rules.indexOf(rule)).join(' ')}`
    kinds.set(kind, () => (isDenied ? canHoldExcluding(byRoles, NOBODY) : canRolesHold(byRoles, missing)))
  }
  return kinds.values().some(canHold => canHold())
}

/** Whether there are roles with which all `rules` hold and `missing` does not: by one it denies, or for want of one that gives it. */
function canRolesHold(rules: readonly Rule[], { allowed, denied, base }: Rule): boolean {
  if (canHoldExcluding(rules, allowed, denied)) return true
  return base !== 'everyone' && canHoldExcluding(rules, allowed.union(base))
}

/**
 * Whether all rules hold with some roles, none of them excluded, and with one of `needed`. A rule holds by a role that is
 * allowed, or by its base without any role that is denied: each way is tried for each rule, and with what is excluded then
 * it is best to have all other roles. A place has three rules at most, so there are eight ways.
 */
function canHoldExcluding(
  rules: readonly Rule[],
  excluded: ReadonlySet<string>,
  needed?: ReadonlySet<string>,
): boolean {
  return Array.from({ length: 2 ** rules.length }, (_, ways) => ways).some(ways => {
    const isByBase = (at: number) => ((ways >> at) & 1) === 1
    const without = rules.reduce((all, { denied }, at) => (isByBase(at) ? all.union(denied) : all), excluded)
    const isLeft = (roles: ReadonlySet<string>) => !roles.isSubsetOf(without)
    const holds = ({ allowed, base }: Rule, at: number) =>
      isByBase(at) ? base === 'everyone' || isLeft(base) : isLeft(allowed)
    return rules.every(holds) && (needed === undefined || isLeft(needed))
  })
}
