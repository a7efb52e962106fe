/** The parts that run alone cannot bring a database of their own. Throws where none is named. */
export function requireDatabaseUrl({ databaseUrl }: { databaseUrl: string | undefined }): string {
  if (databaseUrl === undefined) {
    throw new Error(
      'DATABASE_URL is not set: name the PostgreSQL to use, or run `npm start`, which brings one.',
    );
  }
  return databaseUrl;
}
