/** Whose a key is, and where it is taken. */
interface KeyOwner {
  readonly name: string
  readonly baseUrl: string
}

/** How keys begin, as the consoles of the providers show them; addresses as docs/providers.md has them. */
const owners: readonly (KeyOwner & { readonly begins: RegExp })[] = [
  { begins: /^sk-or-/u, name: 'OpenRouter', baseUrl: 'https://openrouter.ai/api/v1' },
  { begins: /^sk-ant-/u, name: 'Anthropic', baseUrl: 'https://api.anthropic.com/v1' },
  { begins: /^sk-(?:proj|svcacct|admin)-/u, name: 'OpenAI', baseUrl: 'https://api.openai.com/v1' },
  { begins: /^gsk_/u, name: 'Groq', baseUrl: 'https://api.groq.com/openai/v1' },
  { begins: /^AIza/u, name: 'Google', baseUrl: 'https://generativelanguage.googleapis.com/v1beta/openai' },
  { begins: /^xai-/u, name: 'xAI', baseUrl: 'https://api.x.ai/v1' },
  { begins: /^hf_/u, name: 'Hugging Face', baseUrl: 'https://router.huggingface.co/v1' },
  { begins: /^nvapi-/u, name: 'NVIDIA', baseUrl: 'https://integrate.api.nvidia.com/v1' },
  { begins: /^csk-/u, name: 'Cerebras', baseUrl: 'https://api.cerebras.ai/v1' },
  { begins: /^(?:gh[pousr]_|github_pat_)/u, name: 'GitHub', baseUrl: 'https://models.github.ai/inference' },
]

/** Three parts with dots between, the first of which is a number in base64. */
const DISCORD_TOKEN = /^[MNO][\w-]{20,30}\.[\w-]{6}\.[\w-]{27,}$/u

/** What to do about a key that is of another kind than its host takes; undefined where nothing speaks against it. */
export function wrongKeyAdvice(key: string, host: string, settings: { readonly url: string; readonly key: string }) {
  if (DISCORD_TOKEN.test(key)) return `${settings.key} holds the token of a Discord bot: it wants a key of ${host}.`
  const owner = owners.find(({ begins }) => begins.test(key))
  if (owner === undefined || new URL(owner.baseUrl).host === host) return undefined
  return (
    `${settings.key} holds a key of ${owner.name}, and ${host} is asked: set ${settings.url}=${owner.baseUrl}, ` +
    `or put a key of ${host} into ${settings.key}.`
  )
}
