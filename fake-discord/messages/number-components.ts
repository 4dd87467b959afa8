import { type APIMessageTopLevelComponent, ComponentType, SeparatorSpacingSize } from 'discord-api-types/v10'

interface Nested {
  type?: number
  components?: Nested[]
  accessory?: Nested
}

/** What Discord puts where an author gave nothing. */
const left: Readonly<Record<number, object>> = {
  [ComponentType.Separator]: { divider: true, spacing: SeparatorSpacingSize.Small },
  [ComponentType.Container]: { accent_color: null, spoiler: false },
  [ComponentType.File]: { spoiler: false },
  [ComponentType.StringSelect]: { min_values: 1, max_values: 1 },
}

/** Discord numbers the components of a message that its author left without ids, and fills in what else they left out. */
export function numberComponents(components: readonly APIMessageTopLevelComponent[]): APIMessageTopLevelComponent[] {
  let last = 0
  function number<T extends Nested>(component: T): T {
    last += 1
    const copy = { id: last, ...left[component.type ?? 0], ...component }
    if (copy.components) copy.components = copy.components.map(number)
    if (copy.accessory) copy.accessory = number(copy.accessory)
    return copy
  }
  return (components as (APIMessageTopLevelComponent & Nested)[]).map(component => number(component))
}
