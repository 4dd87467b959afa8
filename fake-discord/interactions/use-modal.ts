import { ComponentType, InteractionType } from 'discord-api-types/v10'
import { fieldOf } from '../validation/modal.ts'
import type { Interaction } from './interaction.ts'
import type { Interactions } from './interactions.ts'

/** What stands in a field: a text, or what was chosen of a menu. */
export type FieldValue = string | readonly string[]

interface Row {
  type: ComponentType
  id?: number
  label?: string
}

interface Field {
  type: ComponentType
  custom_id: string
  label?: string
  value?: string
  required?: boolean
  min_length?: number
  max_length?: number
  min_values?: number
  max_values?: number
  options?: readonly { value: string; default?: boolean }[]
}

const MAX_INPUT = 4000

/** Sends a form that the bot has opened. */
export function startSubmit(
  interactions: Interactions,
  opened: Interaction,
  given: Readonly<Record<string, FieldValue>>,
): Interaction {
  const { modal, user, channel, source, command } = opened
  if (modal === undefined) throw new Error('The bot has opened no form here.')
  const used = new Set<string>()
  const components = (modal.components as Row[]).flatMap(row => {
    const field = fieldOf(row) as Field | undefined
    if (field === undefined) return [{ type: row.type, id: row.id }]
    const name = [field.custom_id, row.label, field.label].find(key => key !== undefined && given[key] !== undefined)
    if (name !== undefined) used.add(name)
    return [submitted(row, field, name === undefined ? undefined : given[name])]
  })
  const unknown = Object.keys(given).find(name => !used.has(name))
  if (unknown !== undefined) throw new Error(`The form has no field "${unknown}".`)
  return interactions.start(
    { type: InteractionType.ModalSubmit, user, channel, source, command },
    { custom_id: modal.custom_id, components },
  )
}

function submitted(row: Row, field: Field, given: FieldValue | undefined) {
  const sent = { type: field.type, custom_id: field.custom_id, ...fieldValue(field, given) }
  return row.type === ComponentType.Label
    ? { type: row.type, id: row.id, component: sent }
    : { type: row.type, id: row.id, components: [sent] }
}

/** https://docs.discord.com/developers/components/reference: a text and a radio button have one value, menus and boxes several. */
function fieldValue(field: Field, given: FieldValue | undefined): object {
  const prefilled = field.options?.filter(option => option.default === true).map(({ value }) => value) ?? []
  switch (field.type) {
    case ComponentType.TextInput: {
      const value = String(given ?? field.value ?? '')
      checkText(field, value)
      return { value }
    }
    case ComponentType.Checkbox:
      return { value: given === 'true' }
    default: {
      const values = (given === undefined ? prefilled : [given].flat()).filter(value => value !== '')
      checkChosen(field, values)
      return field.type === ComponentType.RadioGroup ? { value: values[0] ?? null } : { values }
    }
  }
}

/** What Discord's client would not let anyone choose. */
function checkChosen(field: Field, values: readonly string[]): void {
  const { custom_id: name, required = true, min_values: least = 1, options } = field
  const isSeveral = field.type === ComponentType.CheckboxGroup
  const most = field.max_values ?? (isSeveral ? (options?.length ?? 1) : 1)
  const unknown = values.find(value => options?.some(option => option.value === value) === false)
  if (unknown !== undefined) throw new Error(`The field "${name}" does not offer "${unknown}".`)
  if (values.length === 0 && !required) return
  if (values.length < least || values.length > most)
    throw new Error(`The field "${name}" takes ${least} to ${most} of its options.`)
}

/** What Discord's client would not let anyone send. */
function checkText(
  { custom_id: name, required = true, min_length: least = 0, max_length: most = MAX_INPUT }: Field,
  value: string,
): void {
  if (value === '' && required) throw new Error(`The field "${name}" must be filled in.`)
  if (value !== '' && value.length < least) throw new Error(`The field "${name}" needs at least ${least} characters.`)
  if (value.length > most) throw new Error(`The field "${name}" takes at most ${most} characters.`)
}
