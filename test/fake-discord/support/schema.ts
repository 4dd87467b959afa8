/** As much of JSON Schema as Discord's description of its API uses for what a reply must look like. */
export interface Schema {
  $ref?: string
  type?: string | readonly string[]
  enum?: readonly unknown[]
  const?: unknown
  required?: readonly string[]
  properties?: Readonly<Record<string, Schema>>
  additionalProperties?: Schema | boolean
  items?: Schema
  oneOf?: readonly Schema[]
  anyOf?: readonly Schema[]
  allOf?: readonly Schema[]
}

/** A JSON document in which `#/a/b` can be looked up. */
export type Document = Readonly<Record<string, unknown>>

/** What about a value is not as its schema says, each with the path of its field; nothing if it fits. */
export function misfits(document: Document, schema: Schema, value: unknown, path = ''): string[] {
  if (schema.$ref !== undefined) return misfits(document, lookUp(document, schema.$ref), value, path)
  const choices = schema.oneOf ?? schema.anyOf
  if (choices !== undefined) return misfitsOfNone(document, choices, value, path)
  const types = typesOf(schema)
  if (types.length > 0 && !types.some(type => isOfType(type, value))) {
    return [`${path || '/'}: ${JSON.stringify(value)} is no ${types.join(' or ')}`]
  }
  const allowed = schema.const === undefined ? schema.enum : [schema.const]
  if (allowed?.includes(value) === false)
    return [`${path || '/'}: ${JSON.stringify(value)} is not one of ${allowed.join()}`]
  return [
    ...(schema.allOf ?? []).flatMap(part => misfits(document, part, value, path)),
    ...misfitsInside(document, schema, value, path),
  ]
}

export function lookUp<T = Schema>(document: Document, pointer: string): T {
  const keys = pointer
    .replace(/^#\//, '')
    .split('/')
    .map(key => key.replaceAll('~1', '/').replaceAll('~0', '~'))
  return keys.reduce<unknown>((node, key) => (node as Document)[key], document) as T
}

function misfitsOfNone(document: Document, choices: readonly Schema[], value: unknown, path: string): string[] {
  const found = choices.map(choice => misfits(document, choice, value, path))
  if (found.some(list => list.length === 0)) return []
  // The choice that is nearest says most about what is wrong.
  return found.toSorted((a, b) => a.length - b.length)[0] ?? []
}

function misfitsInside(document: Document, schema: Schema, value: unknown, path: string): string[] {
  if (Array.isArray(value)) {
    const { items } = schema
    return items === undefined ? [] : value.flatMap((item, index) => misfits(document, items, item, `${path}/${index}`))
  }
  if (typeof value !== 'object' || value === null) return []
  const missing = (schema.required ?? []).filter(key => !(key in value)).map(key => `${path}/${key}: missing`)
  const wrong = Object.entries(value).flatMap(([key, field]) => {
    const known = schema.properties?.[key] ?? schema.additionalProperties
    return typeof known === 'object' ? misfits(document, known, field, `${path}/${key}`) : []
  })
  return [...missing, ...wrong]
}

function typesOf({ type }: Schema): readonly string[] {
  if (type === undefined) return []
  return typeof type === 'string' ? [type] : type
}

function isOfType(type: string, value: unknown): boolean {
  switch (type) {
    case 'null':
      return value === null
    case 'array':
      return Array.isArray(value)
    case 'object':
      return Object.prototype.toString.call(value) === '[object Object]'
    case 'integer':
      return Number.isInteger(value)
    default:
      return typeof value === type
  }
}
