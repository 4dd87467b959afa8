import { ComponentType, InteractionType } from 'discord-api-types/v10'
import { fieldOf } from '../validation/modal.ts'
import type { Interaction } from './interaction.ts'
import type { Interactions } from './interactions.ts'

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
}

const MAX_INPUT = 4000

/** Sends a form that the bot has opened. */
export function startSubmit(
  interactions: Interactions,
  opened: Interaction,
  given: Readonly<Record<string, string>>,
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

function submitted(row: Row, field: Field, given: string | undefined) {
  const value = given ?? field.value ?? ''
  const isText = field.type === ComponentType.TextInput
  if (isText) checkText(field, value)
  const sent = {
    type: field.type,
    custom_id: field.custom_id,
    ...(isText ? { value } : { values: value === '' ? [] : [value] }),
  }
  return row.type === ComponentType.Label
    ? { type: row.type, id: row.id, component: sent }
    : { type: row.type, id: row.id, components: [sent] }
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
