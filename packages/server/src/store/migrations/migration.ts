/** What the two engines write differently in a table's definition. */
export interface Dialect {
  /** Type of a primary key that the database numbers itself. */
  readonly serial: string;
  /** Stands behind a table whose rows lie in the order of its primary key. */
  readonly clustered: string;
}

/** One step of the database's shape, never changed once released. */
export interface Migration {
  readonly name: string;
  readonly sql: (dialect: Dialect) => readonly string[];
}
