import { css } from 'lit'

/** Embeds, files and components. */
export const partStyles = css`
  .embed,
  .container {
    box-sizing: border-box;
    max-width: 32.5rem;
    margin: 0.3rem 0;
    padding: 0.6rem 0.8rem;
    border: 1px solid var(--line);
    border-inline-start: 4px solid var(--line);
    border-radius: 6px;
    background: var(--ground-side);
  }

  .embed-author,
  .embed-footer,
  .size {
    color: var(--text-soft);
    font-size: 0.8rem;
  }

  .embed-title,
  .embed-field {
    font-weight: 600;
  }

  .embed-fields {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr));
    gap: 0.5rem;
    margin-top: 0.4rem;
  }

  .embed-fields .whole {
    grid-column: 1 / -1;
  }

  .files {
    display: grid;
    justify-items: start;
    gap: 0.3rem;
    margin: 0.3rem 0;
  }

  .file {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    max-width: 100%;
    padding: 0.6rem 0.8rem;
    border: 1px solid var(--line);
    border-radius: 8px;
    background: var(--ground-side);
  }

  .file svg {
    flex: none;
    width: 1.8rem;
    color: var(--text-soft);
  }

  img,
  video,
  audio {
    max-width: min(25rem, 100%);
    max-height: 20rem;
    border-radius: 8px;
  }

  .thumbnail img {
    max-width: 6rem;
    max-height: 6rem;
  }

  .elsewhere {
    color: var(--text-soft);
  }

  .row {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
    margin: 0.4rem 0;
  }

  .section {
    display: flex;
    gap: 0.75rem;
    justify-content: space-between;
    align-items: start;
  }

  .section > div {
    min-width: 0;
  }

  .gallery {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(8rem, 1fr));
    gap: 0.3rem;
  }

  .separator {
    padding: 0.25rem 0;
  }

  .separator.is-large {
    padding: 0.6rem 0;
  }

  .separator hr {
    margin: 0;
    border: 0;
    border-top: 1px solid var(--line);
  }

  .component {
    flex: none;
    max-width: 100%;
    padding: 0.35rem 0.9rem;
    border: 1px solid transparent;
    border-radius: 8px;
    background: var(--ground-chosen);
    color: var(--text);
    font-weight: 500;
    text-decoration: none;
    overflow-wrap: anywhere;
  }

  .component svg {
    width: 0.9rem;
    vertical-align: -0.1em;
  }

  .component.primary {
    background: var(--accent-ground);
    color: var(--on-accent);
  }

  .component.success {
    background: #1f7a43;
    color: #fff;
  }

  .component.danger {
    background: #b3282d;
    color: #fff;
  }

  .component:hover:not(:disabled) {
    border-color: var(--text);
  }

  .component.is-waiting {
    cursor: progress;
    opacity: 0.7;
  }
`
