import { css } from 'lit'

/** What markdown makes of a text. */
export const textStyles = css`
  .text,
  .text-part,
  .embed {
    white-space: pre-wrap;
  }

  h4,
  h5,
  h6 {
    margin: 0.4rem 0 0.1rem;
    font-size: 1rem;
  }

  h4 {
    font-size: 1.4rem;
  }

  h5 {
    font-size: 1.2rem;
  }

  ul,
  .body ol {
    margin: 0.2rem 0;
    padding-inline-start: 1.4rem;
  }

  blockquote {
    margin: 0;
    padding-inline-start: 0.75rem;
    border-inline-start: 4px solid var(--line);
  }

  .subtext {
    display: block;
    color: var(--text-soft);
    font-size: 0.8rem;
  }

  code {
    padding: 0.1em 0.3em;
    border-radius: 4px;
    background: var(--ground-edge);
    font: 0.875em var(--font-code);
  }

  pre {
    margin: 0.3rem 0;
    padding: 0.5rem;
    border: 1px solid var(--line);
    border-radius: 4px;
    background: var(--ground-edge);
    overflow: auto;
  }

  pre code {
    padding: 0;
    background: none;
  }

  a {
    color: var(--accent);
    text-decoration: none;
  }

  a:hover {
    text-decoration: underline;
  }

  .mention {
    padding: 0 0.15rem;
    border: 0;
    border-radius: 3px;
    background: var(--ground-ephemeral);
    color: var(--accent);
    font-weight: 600;
  }

  .body time:not(.when) {
    padding: 0 0.15rem;
    border-radius: 3px;
    background: var(--ground-edge);
  }
`
