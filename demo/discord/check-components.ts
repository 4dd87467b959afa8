import { type APIMessageTopLevelComponent, ComponentType, MessageFlags } from 'discord-api-types/v10'
import type { Form } from './form.ts'

const MAX_ROWS = 5
const MAX_BUTTONS = 5
const MAX_COMPONENTS_V2 = 40
const MAX_CUSTOM_ID = 100
const MAX_LABEL = 80

/** The parts of a component that limits are about; what a client sends may be anything. */
interface LooseComponent {
  type?: number
  custom_id?: string
  label?: string
  components?: LooseComponent[]
  accessory?: LooseComponent
}

type Path = readonly (string | number)[]

/** The limits of https://docs.discord.com/developers/components/reference. */
export function checkComponents(form: Form, components: readonly APIMessageTopLevelComponent[], flags: number): void {
  const loose = components as readonly LooseComponent[]
  const isV2 = (flags & MessageFlags.IsComponentsV2) !== 0
  const all = walk(loose, ['components'])
  if (isV2 && all.length > MAX_COMPONENTS_V2) {
    form.reject(['components'], 'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED', `Must be ${MAX_COMPONENTS_V2} or fewer.`)
  }
  if (!isV2) checkRows(form, loose)

  const ids = new Set<string>()
  for (const { component, path } of all) {
    if (component.type === ComponentType.ActionRow) checkRow(form, component, path)
    if (component.label !== undefined) form.length([...path, 'label'], component.label, { max: MAX_LABEL })
    if (component.custom_id === undefined) continue
    form.length([...path, 'custom_id'], component.custom_id, { min: 1, max: MAX_CUSTOM_ID })
    if (ids.has(component.custom_id)) {
      form.reject([...path, 'custom_id'], 'COMPONENT_CUSTOM_ID_DUPLICATED', 'Component custom id cannot be duplicated')
    }
    ids.add(component.custom_id)
  }
}

function checkRows(form: Form, rows: readonly LooseComponent[]): void {
  if (rows.length > MAX_ROWS) {
    form.reject(['components'], 'BASE_TYPE_BAD_LENGTH', `Must be between 1 and ${MAX_ROWS} in length.`)
  }
  for (const [index, row] of rows.entries()) {
    if (row.type !== ComponentType.ActionRow) {
      form.reject(['components', index, 'type'], 'BASE_TYPE_CHOICES', 'Value must be one of {1}.')
    }
  }
}

function checkRow(form: Form, row: LooseComponent, path: Path): void {
  const count = row.components?.length ?? 0
  const holdsSelect = row.components?.some(component => component.type !== ComponentType.Button) === true
  const most = holdsSelect ? 1 : MAX_BUTTONS
  if (count < 1 || count > most) {
    form.reject([...path, 'components'], 'BASE_TYPE_BAD_LENGTH', `Must be between 1 and ${most} in length.`)
  }
}

function walk(components: readonly LooseComponent[], path: Path): { component: LooseComponent; path: Path }[] {
  return components.flatMap((component, index) => {
    const here = [...path, index]
    const accessory = component.accessory === undefined ? [] : [component.accessory]
    return [
      { component, path: here },
      ...walk(component.components ?? [], [...here, 'components']),
      ...walk(accessory, [...here, 'accessory']),
    ]
  })
}
