/** One spelling for all that a person would read as the same: case, white space, typographic marks, a full stop at the end. */
export function normalised(answer: string): string {
  return answer
    .normalize('NFKC')
    .replace(/[‘’‛′]/g, "'")
    .replace(/[“”‟″]/g, '"')
    .replace(/[‐-―−]/g, '-')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/\s*[.;:,]+$/, '')
    .toLowerCase();
}
