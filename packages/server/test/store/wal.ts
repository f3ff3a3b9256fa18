import { readFileSync } from 'node:fs';

/**
 * How many commits stand in the write-ahead log of a database that no checkpoint has begun anew.
 * Source: SQLite's file format, "The Write-Ahead Log": a frame that ends a commit names the size of the database.
 */
export function commitsIn(database: string): number {
  const log = readFileSync(`${database}-wal`);
  const pageSize = log.readUInt32BE(8);
  let commits = 0;
  for (let frame = 32; frame < log.length; frame += 24 + pageSize) {
    if (log.readUInt32BE(frame + 4) > 0) commits++;
  }
  return commits;
}
