import { type APIMessageTopLevelComponent, ComponentType, MessageFlags } from 'discord-api-types/v10'
import { checkLimits, type LooseComponent } from './component-limits.ts'
import type { Form } from './form.ts'

const MAX_ROWS = 5
const MAX_BUTTONS = 5
const MAX_COMPONENTS_V2 = 40
const MAX_TEXT = 4000

const selects = [
  ComponentType.StringSelect,
  ComponentType.UserSelect,
  ComponentType.RoleSelect,
  ComponentType.MentionableSelect,
  ComponentType.ChannelSelect,
]
const inContainer = [
  ComponentType.ActionRow,
  ComponentType.Section,
  ComponentType.TextDisplay,
  ComponentType.MediaGallery,
  ComponentType.File,
  ComponentType.Separator,
]
const inMessage = [...inContainer, ComponentType.Container]
/** What may stand in what, and how much of it. */
const nested: Readonly<Record<number, { readonly types: readonly ComponentType[]; readonly most: number }>> = {
  [ComponentType.ActionRow]: { types: [ComponentType.Button, ...selects], most: MAX_BUTTONS },
  [ComponentType.Section]: { types: [ComponentType.TextDisplay], most: 3 },
  [ComponentType.Container]: { types: inContainer, most: MAX_COMPONENTS_V2 },
}

type Path = readonly (string | number)[]

/**
 * The limits of https://docs.discord.com/developers/components/reference. `files` are the names that a File may show.
 */
export function checkComponents(
  form: Form,
  components: readonly APIMessageTopLevelComponent[],
  { flags, files }: { flags: number; files: readonly string[] },
): void {
  const loose = components as readonly LooseComponent[]
  const isV2 = (flags & MessageFlags.IsComponentsV2) !== 0
  const all = walk(loose, ['components'])
  checkTypes(form, ['components'], loose, isV2 ? inMessage : [ComponentType.ActionRow])
  if (isV2) checkTotals(form, all)
  else if (loose.length > MAX_ROWS) {
    form.reject(['components'], 'BASE_TYPE_BAD_LENGTH', `Must be between 1 and ${MAX_ROWS} in length.`)
  }

  const ids = new Set<string>()
  for (const { component, path } of all) {
    checkNested(form, component, path)
    checkLimits(form, path, component, files)
    if (component.custom_id === undefined) continue
    if (ids.has(component.custom_id)) {
      form.reject([...path, 'custom_id'], 'COMPONENT_CUSTOM_ID_DUPLICATED', 'Component custom id cannot be duplicated')
    }
    ids.add(component.custom_id)
  }
}

function checkTotals(form: Form, all: readonly { component: LooseComponent }[]): void {
  if (all.length > MAX_COMPONENTS_V2) {
    form.reject(
      ['components'],
      'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
      `The total number of components exceeds ${MAX_COMPONENTS_V2}`,
    )
  }
  const text = all.reduce((sum, { component }) => sum + [...(component.content ?? '')].length, 0)
  if (text > MAX_TEXT) {
    form.reject(
      ['components'],
      'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
      `Components displayable text size exceeds maximum size of ${MAX_TEXT}`,
    )
  }
}

function checkNested(form: Form, component: LooseComponent, path: Path): void {
  const rule = nested[component.type ?? 0]
  if (rule === undefined) return
  const { components = [], accessory } = component
  const holdsSelect = components.some(({ type }) => selects.some(select => select === type))
  const most = holdsSelect && component.type === ComponentType.ActionRow ? 1 : rule.most
  if (components.length < 1 || components.length > most) {
    form.reject([...path, 'components'], 'BASE_TYPE_BAD_LENGTH', `Must be between 1 and ${most} in length.`)
  }
  checkTypes(form, [...path, 'components'], components, rule.types)
  if (component.type !== ComponentType.Section) return
  if (accessory === undefined) form.reject([...path, 'accessory'], 'BASE_TYPE_REQUIRED', 'This field is required')
  else checkType(form, [...path, 'accessory'], accessory, [ComponentType.Button, ComponentType.Thumbnail])
}

function checkTypes(
  form: Form,
  path: Path,
  components: readonly LooseComponent[],
  allowed: readonly ComponentType[],
): void {
  for (const [index, component] of components.entries()) checkType(form, [...path, index], component, allowed)
}

function checkType(form: Form, path: Path, { type }: LooseComponent, allowed: readonly ComponentType[]): void {
  if (allowed.some(one => one === type)) return
  const types = allowed.toSorted((a, b) => a - b).join(', ')
  form.reject([...path, 'type'], 'UNION_TYPE_CHOICES', `Value of field "type" must be one of (${types}).`)
}

function walk(components: readonly LooseComponent[], path: Path): { component: LooseComponent; path: Path }[] {
  return components.flatMap((component, index) => {
    const here = [...path, index]
    return [
      { component, path: here },
      ...walk(component.components ?? [], [...here, 'components']),
      ...(component.accessory === undefined ? [] : [{ component: component.accessory, path: [...here, 'accessory'] }]),
    ]
  })
}
