import type { APIMessageTopLevelComponent } from 'discord-api-types/v10'

interface Nested {
  components?: Nested[]
  accessory?: Nested
}

/** Discord numbers the components of a message that its author left without ids. */
export function numbered(components: readonly APIMessageTopLevelComponent[]): APIMessageTopLevelComponent[] {
  let last = 0
  function number<T extends Nested>(component: T): T {
    last += 1
    const copy = { id: last, ...component }
    if (copy.components) copy.components = copy.components.map(number)
    if (copy.accessory) copy.accessory = number(copy.accessory)
    return copy
  }
  return (components as (APIMessageTopLevelComponent & Nested)[]).map(component => number(component))
}
