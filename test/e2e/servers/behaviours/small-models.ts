import type { ServerBehaviour } from '../support/simulated-server.ts'

/** A server that tells how many parameters its model has. */
export interface ModelOfSize extends ServerBehaviour {
  readonly isSmall: boolean
}

const llamaCpp = (n_params: number) => ({
  '/models': { data: [{ id: '/models/m.gguf', meta: { n_ctx: 8192, n_params } }] },
})
const ollama = (count: number) => ({ '/api/show': { model_info: { 'general.parameter_count': count } } })

export const modelsOfSizes: readonly ModelOfSize[] = [
  { name: 'llama.cpp with 1.5 billion parameters', isSmall: true, tells: llamaCpp(1_777_088_000) },
  { name: 'Ollama with half a billion', isSmall: true, tells: ollama(494_032_768) },
  { name: 'llama.cpp with 3 billion', isSmall: false, tells: llamaCpp(3_085_938_688) },
  { name: 'Ollama with 8 billion', isSmall: false, tells: ollama(8_030_261_312) },
  { name: 'one that tells nothing', isSmall: false },
  { name: 'one that tells nonsense', isSmall: false, tells: { '/models': { data: [{ meta: { n_params: 'many' } }] } } },
  {
    name: 'one with several models, of which the small one is another',
    isSmall: false,
    tells: { '/models': { data: [{ id: 'tiny', meta: { n_params: 500_000_000 } }, { id: 'gpt-5.4-mini' }] } },
  },
]
