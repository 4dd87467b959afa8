import { ComponentType } from 'discord-api-types/v10'
import type { Interaction } from '../../fake-discord/interactions/interaction.ts'
import { fieldOf } from '../../fake-discord/validation/modal.ts'
import type { Line } from './render/text.ts'

interface Field {
  readonly id: string
  readonly label: string
  readonly prefilled: string
  /** What says more about it: a line under its name, and what stands in it as long as nothing is typed. */
  readonly notes: readonly string[]
  readonly isRequired: boolean
  /** What a menu in the form offers. */
  readonly options: readonly { readonly label: string; readonly value: string }[]
}

/** A form that is asked of somebody, a field after the other. */
export interface Form {
  readonly opened: Interaction
  /** Those that are still to be answered, the one that is asked first. */
  readonly left: readonly Field[]
  readonly answers: Readonly<Record<string, string>>
}

/** The form that the bot has opened, if it has. */
export function formOf(opened: Interaction): Form | undefined {
  const { modal } = opened
  if (modal === undefined) return undefined
  const left = modal.components.flatMap((row): Field[] => {
    const field = fieldOf(row)
    if (field?.custom_id === undefined) return []
    const { custom_id: id, label, value = '', options = [] } = field
    const isRequired = (field as { required?: boolean }).required ?? true
    const { placeholder = '' } = field as { placeholder?: string }
    const named = 'label' in row ? row.label : undefined
    const description = 'description' in row ? row.description : undefined
    const notes = [description ?? '', placeholder === '' ? '' : `like “${placeholder}”`].filter(note => note !== '')
    return [{ id, label: named ?? label ?? id, prefilled: value, notes, isRequired, options }]
  })
  return { opened, left, answers: {} }
}

/** The title of a form, and the texts between its fields. */
export function introduce({ opened }: Form): Line[] {
  const rows = (opened.modal?.components ?? []) as readonly { type: ComponentType; content?: string }[]
  const texts = rows.filter(({ type }) => type === ComponentType.TextDisplay).map(({ content = '' }) => content)
  return [`A form: ${opened.modal?.title}  (:cancel closes it)`, ...texts].map(text => ({ text, dim: true }))
}

/** How the field is asked whose turn it is. */
export function ask({ left }: Form): Line[] {
  const [field] = left
  if (field === undefined) return []
  const { label, prefilled, notes, isRequired, options } = field
  const offered = options.length === 0 ? '' : `: ${options.map(option => option.label).join(', ')}`
  const otherwise = prefilled === '' ? 'leaves it empty' : `keeps “${prefilled}”`
  const how = prefilled !== '' || !isRequired ? `  (Enter ${otherwise})` : ''
  return [...notes, `${label}${offered}?${how}`].map(text => ({ text, dim: true }))
}

/** The form with an answer to the field that was asked; nothing typed leaves it as it is. */
export function answered({ opened, left: [field, ...left], answers }: Form, text: string): Form {
  if (field === undefined || text === '') return { opened, left, answers }
  const chosen = field.options.find(({ label }) => label.toLowerCase() === text.toLowerCase())
  return { opened, left, answers: { ...answers, [field.id]: chosen?.value ?? text } }
}
