import { type APIModalInteractionResponseCallbackData, ComponentType } from 'discord-api-types/v10'
import { checkLimits, type LooseComponent } from './component-limits.ts'
import { Form } from './form.ts'

const MAX_TITLE = 45
const MAX_LABEL = 45
const MAX_DESCRIPTION = 100
const MAX_CUSTOM_ID = 100
const MAX_COMPONENTS = 5
const MAX_INPUT = 4000
const MAX_PLACEHOLDER = 100

interface LooseField extends LooseComponent {
  value?: string
  min_length?: number
  max_length?: number
}

interface LooseRow {
  type?: number
  label?: string
  description?: string | null
  component?: LooseField
  components?: LooseField[]
}

type Path = readonly (string | number)[]

/** The one component of a form's row or label; none of a text between them. */
export function fieldOf(row: unknown): LooseField | undefined {
  const { component, components } = row as LooseRow
  return component ?? components?.[0]
}

/** The limits of a form: https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-modal. */
export function checkModal(modal: APIModalInteractionResponseCallbackData): void {
  const form = new Form()
  form.length(['data', 'title'], modal.title, { min: 1, max: MAX_TITLE })
  form.length(['data', 'custom_id'], modal.custom_id, { min: 1, max: MAX_CUSTOM_ID })
  const rows = modal.components as readonly LooseRow[]
  if (rows.length < 1 || rows.length > MAX_COMPONENTS) {
    form.reject(['data', 'components'], 'BASE_TYPE_BAD_LENGTH', `Must be between 1 and ${MAX_COMPONENTS} in length.`)
  }
  const ids = new Set<string>()
  for (const [index, row] of rows.entries()) {
    const path = ['data', 'components', index]
    checkRow(form, path, row)
    const id = fieldOf(row)?.custom_id
    if (id === undefined) continue
    if (ids.has(id)) {
      form.reject([...path, 'custom_id'], 'COMPONENT_CUSTOM_ID_DUPLICATED', 'Component custom id cannot be duplicated')
    }
    ids.add(id)
  }
  form.settle()
}

function checkRow(form: Form, path: Path, row: LooseRow): void {
  switch (row.type) {
    case ComponentType.TextDisplay:
      checkLimits(form, path, row as LooseComponent, [])
      break
    case ComponentType.Label:
      form.length([...path, 'label'], row.label ?? '', { min: 1, max: MAX_LABEL })
      if (row.description) form.length([...path, 'description'], row.description, { max: MAX_DESCRIPTION })
      checkField(form, [...path, 'component'], row.component ?? {})
      break
    case ComponentType.ActionRow: {
      const [field = {}, ...others] = row.components ?? []
      if (others.length > 0)
        form.reject([...path, 'components'], 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 1 in length.')
      // A label of its own is what a text input has here, and only here.
      form.length([...path, 'components', 0, 'label'], field.label ?? '', { min: 1, max: MAX_LABEL })
      checkField(form, [...path, 'components', 0], field)
      break
    }
    default:
      form.reject([...path, 'type'], 'UNION_TYPE_CHOICES', 'Value of field "type" must be one of (1, 10, 18).')
  }
}

function checkField(form: Form, path: Path, field: LooseField): void {
  if (field.type !== ComponentType.TextInput) {
    checkLimits(form, path, field, [])
    return
  }
  form.length([...path, 'custom_id'], field.custom_id ?? '', { min: 1, max: MAX_CUSTOM_ID })
  const { placeholder, value, min_length: least = 0, max_length: most = MAX_INPUT } = field
  if (placeholder) form.length([...path, 'placeholder'], placeholder, { max: MAX_PLACEHOLDER })
  if (value !== undefined) form.length([...path, 'value'], value, { max: Math.min(MAX_INPUT, most) })
  if (most < 1 || most > MAX_INPUT || least < 0 || least > most) {
    form.reject([...path, 'max_length'], 'NUMBER_TYPE_MAX', `int value should be between 1 and ${MAX_INPUT}.`)
  }
}
