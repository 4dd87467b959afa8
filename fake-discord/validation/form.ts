import type { RESTErrorData } from 'discord-api-types/v10'
import { Refusal } from '../rest/errors.ts'

/** Discord nests errors by field, and lists those of one field under `_errors`. */
interface FormNode {
  _errors?: { code: string; message: string }[]
  fields: Record<string, FormNode>
}

/** Collects what is wrong with a request's body, under the path of each field, and refuses it in one go as Discord does. */
export class Form {
  readonly #root: FormNode = { fields: {} }

  reject(path: readonly (string | number)[], code: string, message: string): void {
    let node = this.#root
    for (const key of path) {
      node.fields[key] ??= { fields: {} }
      node = node.fields[key]
    }
    node._errors = [...(node._errors ?? []), { code, message }]
  }

  /** Refuses text outside `min` to `max` characters; Discord counts code points. */
  length(path: readonly (string | number)[], text: string, { min = 0, max }: { min?: number; max: number }): void {
    const size = text.length > max ? [...text].length : text.length
    if (size < min || size > max) {
      if (min === 0) this.reject(path, 'BASE_TYPE_MAX_LENGTH', `Must be ${max} or fewer in length.`)
      else this.reject(path, 'BASE_TYPE_BAD_LENGTH', `Must be between ${min} and ${max} in length.`)
    }
  }

  settle(): void {
    const errors = render(this.#root)
    if (Object.keys(errors).length > 0) throw new Refusal(400, { code: 50_035, message: 'Invalid Form Body', errors })
  }
}

function render({ _errors, fields }: FormNode): RESTErrorData {
  const nested = Object.entries(fields).map(([key, field]) => [key, render(field)])
  return { ...Object.fromEntries(nested), ...(_errors === undefined ? {} : { _errors }) }
}
