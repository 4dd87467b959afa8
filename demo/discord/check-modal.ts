import { type APIModalInteractionResponseCallbackData, ComponentType } from 'discord-api-types/v10'
import { Form } from './form.ts'

const MAX_TITLE = 45
const MAX_LABEL = 45
const MAX_CUSTOM_ID = 100
const MAX_COMPONENTS = 5
const MAX_INPUT = 4000
const MAX_PLACEHOLDER = 100

interface LooseField {
  type?: number
  custom_id?: string
  label?: string
  value?: string
  placeholder?: string
  max_length?: number
}

/** The one component of a form's row or label. */
export function fieldOf(row: unknown): LooseField | undefined {
  const { component, components } = row as { component?: LooseField; components?: LooseField[] }
  return component ?? components?.[0]
}

/** The limits of a form: https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-modal. */
export function checkModal(modal: APIModalInteractionResponseCallbackData): void {
  const form = new Form()
  form.length(['data', 'title'], modal.title, { min: 1, max: MAX_TITLE })
  form.length(['data', 'custom_id'], modal.custom_id, { min: 1, max: MAX_CUSTOM_ID })
  if (modal.components.length < 1 || modal.components.length > MAX_COMPONENTS) {
    form.reject(['data', 'components'], 'BASE_TYPE_BAD_LENGTH', `Must be between 1 and ${MAX_COMPONENTS} in length.`)
  }
  for (const [index, row] of modal.components.entries()) {
    const path = ['data', 'components', index]
    if ('label' in row) form.length([...path, 'label'], row.label, { min: 1, max: MAX_LABEL })
    const field = fieldOf(row)
    if (field !== undefined) checkField(form, path, field)
  }
  form.settle()
}

function checkField(form: Form, path: readonly (string | number)[], field: LooseField): void {
  form.length([...path, 'custom_id'], field.custom_id ?? '', { min: 1, max: MAX_CUSTOM_ID })
  if (field.type !== ComponentType.TextInput) return
  if (field.label !== undefined) form.length([...path, 'label'], field.label, { min: 1, max: MAX_LABEL })
  if (field.placeholder !== undefined)
    form.length([...path, 'placeholder'], field.placeholder, { max: MAX_PLACEHOLDER })
  if (field.value !== undefined)
    form.length([...path, 'value'], field.value, { max: Math.min(MAX_INPUT, field.max_length ?? MAX_INPUT) })
  if ((field.max_length ?? 1) < 1 || (field.max_length ?? 1) > MAX_INPUT) {
    form.reject([...path, 'max_length'], 'NUMBER_TYPE_MAX', `int value should be between 1 and ${MAX_INPUT}.`)
  }
}
