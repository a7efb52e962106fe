/** An AI service of others, as it shows in the logs of a proxy (by its hosts) or of single sign-on (by its names). */
export interface AiService {
  name: string;
  provider: string;
  /** Host names; what is below one belongs to it. */
  hosts: readonly string[];
  /** What else applications of it are called in a directory. */
  alsoCalled?: readonly string[];
}

/**
 * AI services that are met at work. Hosts are those under which each provider documents its service to the public (its
 * sign-in page or its API reference), read in November 2026; a list of this kind is never complete.
 */
export const aiServiceCatalogue: readonly AiService[] = [
  {
    name: 'ChatGPT',
    provider: 'OpenAI',
    hosts: ['chatgpt.com', 'chat.openai.com'],
    alsoCalled: ['OpenAI ChatGPT', 'ChatGPT Enterprise', 'ChatGPT Team'],
  },
  {
    name: 'OpenAI API',
    provider: 'OpenAI',
    hosts: ['api.openai.com', 'platform.openai.com'],
    alsoCalled: ['OpenAI Platform', 'OpenAI'],
  },
  { name: 'Sora', provider: 'OpenAI', hosts: ['sora.com'] },
  {
    name: 'Claude',
    provider: 'Anthropic',
    hosts: ['claude.ai'],
    alsoCalled: ['Anthropic Claude', 'Claude for Work'],
  },
  {
    name: 'Anthropic API',
    provider: 'Anthropic',
    hosts: ['api.anthropic.com', 'console.anthropic.com'],
    alsoCalled: ['Anthropic', 'Anthropic Console'],
  },
  {
    name: 'Gemini',
    provider: 'Google',
    hosts: ['gemini.google.com', 'bard.google.com'],
    alsoCalled: ['Google Gemini'],
  },
  {
    name: 'Gemini API',
    provider: 'Google',
    hosts: ['generativelanguage.googleapis.com', 'aistudio.google.com'],
    alsoCalled: ['Google AI Studio'],
  },
  { name: 'Vertex AI', provider: 'Google', hosts: ['aiplatform.googleapis.com'] },
  { name: 'NotebookLM', provider: 'Google', hosts: ['notebooklm.google.com'] },
  {
    name: 'Microsoft Copilot',
    provider: 'Microsoft',
    hosts: ['copilot.microsoft.com', 'm365.cloud.microsoft'],
    alsoCalled: ['Copilot', 'Microsoft 365 Copilot'],
  },
  {
    name: 'GitHub Copilot',
    provider: 'GitHub',
    hosts: ['githubcopilot.com', 'copilot-proxy.githubusercontent.com'],
  },
  {
    name: 'Azure OpenAI',
    provider: 'Microsoft',
    hosts: ['openai.azure.com'],
    alsoCalled: ['Azure OpenAI Service'],
  },
  {
    name: 'Amazon Bedrock',
    provider: 'Amazon',
    hosts: ['bedrock-runtime.amazonaws.com'],
    alsoCalled: ['AWS Bedrock'],
  },
  {
    name: 'Amazon Q',
    provider: 'Amazon',
    hosts: ['q.aws'],
    alsoCalled: ['Amazon Q Business', 'Amazon Q Developer'],
  },
  { name: 'Perplexity', provider: 'Perplexity', hosts: ['perplexity.ai'], alsoCalled: ['Perplexity AI'] },
  {
    name: 'Mistral',
    provider: 'Mistral AI',
    hosts: ['chat.mistral.ai', 'api.mistral.ai', 'console.mistral.ai'],
    alsoCalled: ['Le Chat', 'Mistral AI'],
  },
  { name: 'DeepSeek', provider: 'DeepSeek', hosts: ['deepseek.com'] },
  { name: 'Grok', provider: 'xAI', hosts: ['grok.com', 'x.ai'] },
  { name: 'Meta AI', provider: 'Meta', hosts: ['meta.ai'] },
  { name: 'Hugging Face', provider: 'Hugging Face', hosts: ['huggingface.co'], alsoCalled: ['HuggingFace'] },
  { name: 'Cohere', provider: 'Cohere', hosts: ['cohere.com', 'cohere.ai'] },
  { name: 'Groq', provider: 'Groq', hosts: ['groq.com'] },
  { name: 'Together AI', provider: 'Together AI', hosts: ['together.ai', 'together.xyz'] },
  { name: 'OpenRouter', provider: 'OpenRouter', hosts: ['openrouter.ai'] },
  { name: 'Replicate', provider: 'Replicate', hosts: ['replicate.com'] },
  { name: 'Poe', provider: 'Quora', hosts: ['poe.com'] },
  { name: 'Character.AI', provider: 'Character Technologies', hosts: ['character.ai'] },
  { name: 'Midjourney', provider: 'Midjourney', hosts: ['midjourney.com'] },
  { name: 'Stability AI', provider: 'Stability AI', hosts: ['stability.ai', 'dreamstudio.ai'] },
  { name: 'Runway', provider: 'Runway', hosts: ['runwayml.com'] },
  { name: 'ElevenLabs', provider: 'ElevenLabs', hosts: ['elevenlabs.io'] },
  { name: 'DeepL', provider: 'DeepL', hosts: ['deepl.com'], alsoCalled: ['DeepL Translator', 'DeepL Write'] },
  { name: 'Grammarly', provider: 'Grammarly', hosts: ['grammarly.com', 'grammarly.io'] },
  { name: 'Jasper', provider: 'Jasper', hosts: ['jasper.ai'] },
  { name: 'Otter', provider: 'Otter.ai', hosts: ['otter.ai'], alsoCalled: ['Otter.ai'] },
  { name: 'Fireflies', provider: 'Fireflies.ai', hosts: ['fireflies.ai'], alsoCalled: ['Fireflies.ai'] },
  { name: 'Cursor', provider: 'Anysphere', hosts: ['cursor.com', 'cursor.sh'] },
  { name: 'Windsurf', provider: 'Codeium', hosts: ['windsurf.com', 'codeium.com'], alsoCalled: ['Codeium'] },
  { name: 'Tabnine', provider: 'Tabnine', hosts: ['tabnine.com'] },
  { name: 'Replit', provider: 'Replit', hosts: ['replit.com'] },
];

/** The service whose host this is, or that is called so; undefined for everything else. */
export function aiServiceOf(hostOrName: string): AiService | undefined {
  const sought = hostOrName.trim().toLowerCase();
  return (
    serviceByName.get(sought) ??
    hostAndParents(sought)
      .map((host) => serviceByHost.get(host))
      .find((service) => service !== undefined)
  );
}

const serviceByName = new Map(
  aiServiceCatalogue.flatMap((service) =>
    [service.name, ...(service.alsoCalled ?? [])].map((name) => [name.toLowerCase(), service] as const),
  ),
);
const serviceByHost = new Map(
  aiServiceCatalogue.flatMap((service) => service.hosts.map((host) => [host, service] as const)),
);

/** "a.b.example" belongs to itself, to "b.example" and to "example". */
function hostAndParents(host: string): string[] {
  const labels = host.split('.');
  return labels.map((_label, index) => labels.slice(index).join('.'));
}
