/** An array as PostgreSQL reads it. For very many values: the driver's own way takes several times as long. */
export function arrayLiteral(values: readonly (string | number | null)[]): string {
  return `{${values.map(elementOf).join(',')}}`;
}

function elementOf(value: string | number | null): string | number {
  if (typeof value === 'number') return value;
  if (value === null) return 'NULL';
  return /["\\]/.test(value) ? `"${value.replaceAll(/["\\]/g, String.raw`\$&`)}"` : `"${value}"`;
}
